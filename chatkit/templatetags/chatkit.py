from django import template

register = template.Library()


@register.inclusion_tag("chatkit/widget.html")
def chatkit_widget(resume: str = "") -> dict[str, object]:
    """The chat's button and its script; once, at the end of the body.

    ``resume`` is the key of the one that it answers from; "" is the default one. The
    same whatever the settings are: the script asks for them.
    """
    return {"resume": resume}
