"""Who may see a view, declared where the view stands. accounts.middleware compares it with who is
asking; a view that declares nothing is not served."""

from collections.abc import Callable


def public(view: Callable) -> Callable:
    """Declare that anyone may see this view, signed in or not."""
    view.required_permission = None
    return view


def requires(permission: str) -> Callable[[Callable], Callable]:
    """Declare the permission (accounts.permissions) without which this view is not found."""

    def mark(view: Callable) -> Callable:
        view.required_permission = permission
        return view

    return mark


def signed_in(view: Callable) -> Callable:
    """Declare that any signed-in person may use this view, whatever the role."""
    view.required_permission = signed_in
    return view
