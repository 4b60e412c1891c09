"""What makes the pages work without a connection: the service worker, the manifest, the page of last resort."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from anjia.interfaces.shared.access import for_everyone

WORKER = Path(__file__).resolve().parents[1] / "worker.js"


@for_everyone
@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, from /work/ so that its scope is /work/."""
    answer = HttpResponse(WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


@for_everyone
@require_GET
def manifest(request: HttpRequest) -> HttpResponse:
    """How the pages look on the phone's home screen."""
    content = {
        "name": _("Anjia · my visits"),
        "short_name": _("My visits"),
        "start_url": reverse("caregiver:today"),
        "scope": reverse("caregiver:today"),
        "display": "standalone",
        "background_color": "#f6f4f0",
        "theme_color": "#f6f4f0",
        "icons": [{"src": static("anjia/mark.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(content, content_type="application/manifest+json")


@for_everyone
@require_GET
def offline(request: HttpRequest) -> HttpResponseBase:
    """Shown by the service worker for a page it does not hold."""
    return render(request, "caregiver/offline.html")
