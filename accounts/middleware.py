"""Safe by default: a view that declares nothing is not served."""

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404

from accounts.permissions import signed_in


class PermissionMiddleware:
    """Compares what the view declares (accounts.permissions) with who is asking. What a person
    may not see is not found: a 403 would tell that it is there."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not hasattr(view, "required_permission"):
            raise ImproperlyConfigured(
                f"{view.__module__}.{view.__qualname__} declares neither a permission nor @public."
            )
        required = view.required_permission
        if required is None:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if required is not signed_in and not request.user.can(required):
            raise Http404
        return None
