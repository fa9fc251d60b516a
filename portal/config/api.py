"""Settings about the API: who may come, how often, what the schema says. Gathered by settings.py."""

import os

# Of one token. What is more is answered with 429.
API_REQUESTS_PER_MINUTE = int(os.environ.get("API_REQUESTS_PER_MINUTE", "300"))
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["portal.api.authenticate.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["portal.api.allowed.WithinScopes"],
    "DEFAULT_THROTTLE_CLASSES": ["portal.api.allowed.Often"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "portal.api.negotiation.AlwaysJson",
    "DEFAULT_PAGINATION_CLASS": "portal.api.pages.NewestFirst",
    "DEFAULT_SCHEMA_CLASS": "portal.api.openapi.ApiSchema",
    "EXCEPTION_HANDLER": "portal.api.problem.problem_of",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Revenue share",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    # What is sent and what is answered differ: a file is bytes, then a name.
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "portal.api.schema.with_what_all_share",
    ],
    "ENUM_NAME_OVERRIDES": {
        "ReportState": "usage.models.Report.State",
        "PeriodState": "usage.periods.status.Status",
        "Party": "agreements.models.Agreement.Party",
        "LineKind": "settlements.statements.models.Line.Kind",
        "Direction": "settlements.statements.models.Statement.Direction",
        "DeclarationKind": "usage.models.Declaration.Kind",
    },
}
