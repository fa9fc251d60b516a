"""What every address of the API is made of."""

from rest_framework.serializers import BooleanField, ChoiceField, ValidationError
from rest_framework.views import APIView


class ApiView(APIView):
    """One address; `read_scope` and `write_scope` say what a token must be made for (portal/api/scopes.py).

    Each method makes one call of the domain; what that refuses becomes a problem.
    """

    http_method_names = ["get", "head", "post"]
    read_scope: str
    write_scope: str


class YesOrNo(BooleanField):
    """true or false, not whatever reads like one."""

    def to_internal_value(self, value) -> bool:
        if not isinstance(value, bool):
            raise ValidationError(self.error_messages["invalid"].format(input=value), code="invalid")
        return value


class OneOf(ChoiceField):
    """One of the words, as a string: `true` is not "True"."""

    def to_internal_value(self, value) -> str:
        if not isinstance(value, str):
            self.fail("invalid_choice", input=value)
        return super().to_internal_value(value)
