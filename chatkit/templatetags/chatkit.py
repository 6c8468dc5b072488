from django import template

register = template.Library()


@register.inclusion_tag("chatkit/widget.html")
def chatkit_widget() -> dict[str, object]:
    """The chat's button and its script; once, at the end of the body.

    The same whatever the settings are: the script asks for them.
    """
    return {}
