"""What an agency can set: `observatory.toml` beside the project, or `OBSERVATORY_*` in the environment."""

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

PROJECT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Every setting, with the value that a fresh clone runs on."""

    model_config = SettingsConfigDict(
        env_prefix="OBSERVATORY_", toml_file=PROJECT / "observatory.toml", frozen=True, extra="ignore"
    )

    store: Path = PROJECT / "store"
    data: Path = PROJECT / "data"
    agency: str = ""
    address: str = (
        ""  # how others reach the observatory (https://…), for links and codes to scan; else as its user does
    )
    logo: Path | None = None  # a PNG, JPEG or SVG inside the project's folder, for documents
    accent: str = "#1B4D6B"
    departements: tuple[str, ...] = ("38", "42")
    home: str = "epci:200040715"  # the territory that the pages open on
    snapshots_kept: int = 20
    language: str = "fr"
    login: Literal["local", "oidc"] = "local"  # one adviser at this machine, or a provider of identities

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is the library's
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over the file."""
        return (init_settings, env_settings, TomlConfigSettingsSource(settings_cls))


@cache
def settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()
