from django.apps import AppConfig


class HouseConfig(AppConfig):
    name = "anjia.house"
    label = "house"

    def ready(self) -> None:
        from anjia.house import checks  # noqa: F401  (registers the start-up checks)
        from anjia.house.calendar import read_calendar
        from anjia.house.wiring import connect

        read_calendar()
        connect()
