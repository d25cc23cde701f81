from home.models.board import BoardSettings
from home.models.pages import HomePage, InformationPage

__all__ = ["BoardSettings", "HomePage", "InformationPage"]
