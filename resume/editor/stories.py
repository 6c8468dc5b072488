"""Write the stories behind entries and highlights, with a preview and pictures."""

from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from resume import photo
from resume.document.validation import UNSTORABLE
from resume.editor.conflict import digest_of
from resume.editor.desk import desk_view, render
from resume.editor.fields import LONGEST, too_long
from resume.models import Highlight, Picture, Resume, Story
from resume.stories.markup import PICTURE, blocks
from resume.stories.order import in_order, subjects

#: Name, icon, and what the button puts before and after what is selected.
SIGNS = (
    ("Heading", "title", "\n\n## ", "\n\n"),
    ("Bold", "format_bold", "**", "**"),
    ("Italics", "format_italic", "*", "*"),
    ("List", "format_list_bulleted", "\n\n- ", "\n"),
    ("Quotation", "format_quote", "\n\n> ", "\n\n"),
    ("Link", "link", "[", "](https://)"),
)
STALE = "Somebody else has changed this story meanwhile. Their text stands below yours."


@desk_view()
def stories(request: HttpRequest, resume: Resume) -> HttpResponse:
    """Those there are, and what has none yet."""
    told = {story.about: story for story in resume.stories.all()}
    about = subjects(resume)
    context = {
        "title": "Stories",
        "stories": [(story, about[story.about]) for story in in_order(resume)],
        "lost": [story for story in told.values() if story.about not in about],
        "untold": [(key, text) for key, text in about.items() if key not in told],
    }
    return render(request, "stories", resume, context)


@desk_view()
def story(request: HttpRequest, resume: Resume, about: str = "") -> HttpResponse:
    """Of what ``about`` names, or of the highlight with the key ``line``."""
    about = about or request.GET.get("about", "") or _line(resume, request)
    found = resume.stories.filter(about=about).first()
    subject = subjects(resume).get(about, "")
    if not (found or subject):
        raise Http404("There is nothing of this address to write a story about.")
    found = found or Story(resume=resume, about=about)
    context: dict[str, Any] = {"title": found.title or "New story", "about": subject}
    if request.method != "POST":
        return _form(request, resume, found, context)
    stored = Story(title=found.title, text=found.text)
    is_stale = request.POST.get("digest") != digest(found)
    found.title = request.POST.get("title", "").strip()
    found.text = request.POST.get("text", "").replace("\r\n", "\n").strip()
    errors = _problems(found)
    if is_stale:
        errors["text"] = STALE
        context["stored"] = stored
    if errors:
        context |= {"errors": errors, "digest": digest(stored)}
        return _form(request, resume, found, context, 409 if is_stale else 400)
    found.save()
    messages.success(request, "Saved. Visitors read it when you publish the draft.")
    return redirect("admin:resume_resume_story", resume.pk, about)


def _line(resume: Resume, request: HttpRequest) -> str:
    key = request.GET.get("line", "")
    lines = Highlight.objects.filter(entry__resume=resume)
    found = lines.filter(pk=key).first() if key.isdecimal() else None
    return found.dom_id if found else ""


def digest(found: Story) -> str:
    return digest_of(f"{found.title}\n{found.text}")


def _form(
    request: HttpRequest,
    resume: Resume,
    found: Story,
    context: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    context = {
        "digest": digest(found),
        "story": found,
        "blocks": blocks("preview", found.text[:LONGEST]),
        "max_text": LONGEST,
        "max_picture": photo.MAX_BYTES,
        "signs": SIGNS,
        **context,
    }
    return render(request, "story", resume, context, status)


def _problems(found: Story) -> dict[str, str]:
    """By field."""
    problems = {}
    if problem := too_long(found.text):
        problems["text"] = problem
    elif UNSTORABLE.search(found.text + found.title):
        problems["text"] = "It has a character that can't be stored."
    try:
        found.full_clean(exclude=["slug", "resume"])
    except ValidationError as error:
        problems |= {
            field: " ".join(texts) for field, texts in error.message_dict.items()
        }
    return problems


@require_POST
@desk_view()
def delete_story(request: HttpRequest, resume: Resume, about: str) -> HttpResponse:
    resume.stories.filter(about=about).delete()
    messages.success(request, "The story is deleted from the draft.")
    return redirect("admin:resume_resume_stories", resume.pk)


@require_POST
@desk_view(locks=False)
def preview_story(request: HttpRequest, resume: Resume) -> HttpResponse:
    text = request.POST.get("text", "")[:LONGEST]
    return HttpResponse("\n".join(block.html for block in blocks("preview", text)))


@require_POST
@desk_view()
def add_picture(request: HttpRequest, resume: Resume) -> HttpResponse:
    """Keeps the file, and answers with the Markdown that shows it."""
    uploaded = request.FILES.get("picture")
    content = uploaded.read() if uploaded else b""
    try:
        content_type = photo.content_type_of(content)
    except photo.NoPhoto as reason:
        return JsonResponse(
            {"message": f"The picture was not added: {reason}."}, status=400
        )
    key = sha256(content).hexdigest()[:16]
    kept = {"content_type": content_type, "content": content}
    Picture.objects.get_or_create(digest=key, defaults=kept)
    alt, caption = (
        "".join(c for c in request.POST.get(name, "") if c not in '[]()"\\\n\r').strip()
        for name in ("alt", "caption")
    )
    quoted = f' "{caption}"' if caption else ""
    return JsonResponse({"markdown": f"![{alt}]({PICTURE}{key}{quoted})"})
