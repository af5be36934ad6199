"""Headers that keep a browser from doing with an answer what nobody meant."""

from typing import Final

_OFFICE: Final = "https://*.officeapps.live.com https://*.office.com https://*.microsoft.com https://*.cloud.microsoft"
_SHAREPOINT: Final = "https://*.sharepoint.com https://onedrive.live.com"
_EVERYWHERE: Final = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"x-permitted-cross-domain-policies": b"none",
}
_PAGE: Final = {
    **_EVERYWHERE,
    b"content-security-policy": (
        b"default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        b"frame-ancestors 'none'"
    ),
    b"x-frame-options": b"DENY",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
}
# Office frames the task pane and talks to its own servers; scripts come from here or from Office.
_TASK_PANE: Final = {
    **_EVERYWHERE,
    b"content-security-policy": (
        "default-src 'self'; script-src 'self' https://appsforoffice.microsoft.com; style-src 'self' 'unsafe-inline'; "
        f"img-src 'self' data:; connect-src 'self' {_OFFICE}; frame-src 'self' {_OFFICE}; object-src 'none'; "
        f"base-uri 'self'; form-action 'self'; frame-ancestors 'self' {_OFFICE} {_SHAREPOINT}"
    ).encode(),
}
OWN: Final = ("/", "/make", "/health")
OWN_FILES: Final = "/page/"


def safe_headers(path: str) -> dict[bytes, bytes]:
    """The headers for an answer: our page is framed by nobody, the rest by Office alone."""
    return _PAGE if path in OWN or path.startswith(OWN_FILES) else _TASK_PANE
