from django.apps import AppConfig


class HouseConfig(AppConfig):
    name = "anjia.house"
    label = "house"

    def ready(self) -> None:
        from anjia.house.wiring import connect

        connect()
