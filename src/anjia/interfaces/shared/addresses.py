"""Addresses of pages that are the same for everybody, looked up once."""

from functools import lru_cache

from django.urls import NoReverseMatch, get_resolver, get_script_prefix, get_urlconf, reverse
from django.urls.resolvers import URLResolver

Site = tuple[str, URLResolver]


def site() -> Site:
    """Where the site is mounted, and its pages: what decides an address."""
    return get_script_prefix(), get_resolver(get_urlconf())


def address(name: str) -> str:
    """The address of the page of this name. Raises NoReverseMatch where the site has none."""
    return _address(name, site())


def address_if_any(name: str) -> str:
    """The address of the page; "" where the site has none of this name."""
    try:
        return address(name)
    except NoReverseMatch:
        return ""


@lru_cache(maxsize=512)
def _address(name: str, _site: Site) -> str:
    return reverse(name)
