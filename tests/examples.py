"""How many random examples a property is held against."""

from hypothesis import settings

MANY = "many"  # the profile of `make test-long`


def examples(few: int, many: int) -> settings:
    """Where one takes long, as those that fill the database do: `few` before every commit, `many`
    in the long run. The others take what their profile says."""
    long = settings.get_current_profile_name() == MANY
    return settings(max_examples=many if long else few)
