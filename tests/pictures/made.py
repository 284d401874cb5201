"""Pictures for tests, made by Pillow."""

from io import BytesIO

from PIL import Image


def gradient(width: int, height: int) -> Image.Image:
    """Return a picture that compresses like a photograph."""
    return Image.merge(
        "RGB",
        [
            Image.linear_gradient("L").resize((width, height)),
            Image.radial_gradient("L").resize((width, height)),
            Image.effect_noise((width, height), 40),
        ],
    )


def encode(image: Image.Image, kind: str, **options: object) -> bytes:
    """Return the file of `image`."""
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()
