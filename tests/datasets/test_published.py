"""Published data sets, read from small files of the very forms that are published.

They come from folders, from the cache, and through HTTP from a server on this machine.
"""

import hashlib
import http.server
import io
import os
import socket
import subprocess
import sys
import tarfile
import threading
import tracemalloc
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from scipy.io import savemat

from autograder.datasets.published import birds, faces, fetch, hands, m2nist, mnist

MODULES = birds, faces, hands, m2nist, mnist
# fewer digits than are published: the files here are small
COUNT = 20


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache-home"))
    return tmp_path / "cache-home/autograder/datasets"


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "folder"
    path.mkdir()
    return path


# -- files of each form --------------------------------------------------------------------------


def make_mnist(folder, **arrays):
    rng = np.random.default_rng(0)
    made = {
        f"{kind}_{split}": rng.integers(0, top, size=(COUNT, *shape), dtype=np.uint8)
        for split in ("train", "test")
        for kind, top, shape in (("x", 256, (28, 28)), ("y", 10, ()))
    }
    np.savez_compressed(folder / "mnist.npz", **{**made, **arrays})
    return {**made, **arrays}


def npy(array):
    stream = io.BytesIO()
    np.save(stream, array, allow_pickle=True)
    return stream.getvalue()


def make_m2nist(folder, inside="", **changed):
    rng = np.random.default_rng(1)
    labels = rng.integers(0, 11, size=(COUNT, 64, 84))
    made = {
        "combined": rng.integers(0, 256, size=(COUNT, 64, 84), dtype=np.uint8),
        "segmented": (labels[..., None] == np.arange(11)).astype(np.float64),
        **changed,
    }
    with zipfile.ZipFile(folder / "m2nist.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in made.items():
            archive.writestr(f"{inside}{name}.npy", npy(array))
    return made


def picture(array, form):
    stream = io.BytesIO()
    Image.fromarray(array).save(stream, form, **({"quality": 95} if form == "JPEG" else {}))
    return stream.getvalue()


def make_hands(folder, side=28, **members):
    with zipfile.ZipFile(folder / "signs-training.zip", "w") as archive:
        archive.writestr("signs-training/", b"")
        for i in range(COUNT):
            data = picture(np.full((side, side), i * 10, np.uint8), "PNG")
            archive.writestr(f"signs-training/{i:03}.png", data)
        archive.writestr("__MACOSX/signs-training/._000.png", b"no picture")
        for name, data in members.items():
            archive.writestr(name, data)


def make_faces(folder, count=12):
    lines, partition = [], "002210"
    with zipfile.ZipFile(folder / "img_align_celeba.zip", "w") as archive:
        for i in range(count):
            array = np.zeros((218, 178, 3), np.uint8)
            array[20:198] = i * 20, 100, 200  # above and below the square it is black
            archive.writestr(f"img_align_celeba/{i:06}.jpg", picture(array, "JPEG"))
            lines.append(f"{i:06}.jpg {partition[i % len(partition)]}\n")
    (folder / "list_eval_partition.txt").write_text("".join(lines))


def mat(left, top, right, bottom):
    stream = io.BytesIO()
    box = {"left": left, "top": top, "right": right, "bottom": bottom}
    savemat(stream, {"bbox": box, "seg": np.zeros((90, 120), np.uint8), "wikiurl": "x"})
    return stream.getvalue()


def tgz(path, members):
    with tarfile.open(path, "w:gz") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))


def make_birds(folder, box=(30, 18, 90, 72), **changed):
    names = {
        split: [f"{i:03}.A_Bird/A_Bird_{split}_{i}.jpg" for i in range(8)]
        for split in ("train", "test")
    }
    every = names["train"] + names["test"]
    array = np.zeros((90, 120, 3), np.uint8)
    array[18:72, 30:90] = 250, 120, 10  # the bird fills its box
    made = {
        "lists": {
            f"lists/{split}.txt": "\n".join(of_split).encode() for split, of_split in names.items()
        },
        "annotations": {
            "annotations-mat/000.A_Bird/._A_Bird_train_0.mat": b"no annotation",
            **{f"annotations-mat/{name[:-4]}.mat": mat(*box) for name in every},
        },
        "images": {f"images/{name}": picture(array, "JPEG") for name in every},
        **changed,
    }
    for name, members in made.items():
        tgz(folder / f"{name}.tgz", members)


def pinned(monkeypatch, module, name, path, address="http://127.0.0.1:9/none"):
    """The published file that `module` names so is, for this test, the one at `path`."""
    file = getattr(module, name)
    content = path.read_bytes()
    known = file.sha256 and hashlib.sha256(content).hexdigest()
    changed = file._replace(address=address, sha256=known, largest=1 << 24)
    monkeypatch.setattr(module, name, changed)
    return changed


# -- what the sets are ---------------------------------------------------------------------------


def test_mnist_gives_ink_from_0_to_1_and_labels(folder, monkeypatch):
    made = make_mnist(folder)
    pinned(monkeypatch, mnist, "FILE", folder / "mnist.npz")
    images, labels = mnist.load("test", folder=folder)
    assert images.shape == (COUNT, 28, 28) and images.dtype == np.float32
    assert labels.shape == (COUNT,) and labels.dtype == np.int64
    order = [
        int(np.abs(made["x_test"] / 255 - image).sum(axis=(1, 2)).argmin()) for image in images
    ]
    assert sorted(order) == list(range(COUNT))
    np.testing.assert_allclose(images, made["x_test"][order] / 255, atol=1e-6)
    np.testing.assert_array_equal(labels, made["y_test"][order])


def test_m2nist_gives_scenes_as_the_generated_ones(folder):
    made = make_m2nist(folder, inside="m2nist/")
    train, test = (m2nist.load(split, folder=folder) for split in ("train", "test"))
    assert train.images.shape == (16, 64, 84, 1) and train.images.dtype == np.float32
    assert train.masks.shape == (16, 64, 84, 11) and train.masks.dtype == np.uint8
    assert len(test.images) == 4
    together = np.concatenate([train.images, test.images])[..., 0] * 255
    order = [int(np.abs(made["combined"] - one).sum(axis=(1, 2)).argmin()) for one in together]
    assert sorted(order) == list(range(COUNT)), "every scene is in one part"
    masks = np.concatenate([train.masks, test.masks])
    np.testing.assert_array_equal(masks, made["segmented"][order])


def test_hands_give_grey_pictures_in_two_parts_from_low_to_1(folder):
    make_hands(folder)
    train, test = (hands.load(split, folder=folder).images for split in ("train", "test"))
    assert train.shape == (16, 28, 28, 1) and train.dtype == np.float32
    greys = np.concatenate([train, test])[:, 0, 0, 0] * 255
    assert sorted(greys.round().astype(int)) == [i * 10 for i in range(COUNT)]
    scaled = hands.load("train", folder=folder, low=-1.0).images
    assert scaled.dtype == np.float32
    np.testing.assert_allclose(scaled, train * 2 - 1, atol=1e-6)


def test_faces_are_the_square_in_the_middle_of_the_published_part(folder, monkeypatch):
    make_faces(folder)
    pinned(monkeypatch, faces, "IMAGES", folder / "img_align_celeba.zip")
    pinned(monkeypatch, faces, "LIST", folder / "list_eval_partition.txt")
    reds = {}
    for split in ("train", "test"):
        images = faces.load(split, folder=folder).images
        assert images.shape[1:] == (64, 64, 3) and images.dtype == np.float32
        assert images[..., 1:].min() > 0.3, "nothing of the black margin is in it"
        reds[split] = sorted((images[:, 32, 32, 0] * 255 / 20).round().astype(int))
    assert reds == {"train": [0, 1, 5, 6, 7, 11], "test": [2, 3, 8, 9]}


def test_birds_have_the_box_as_shares_of_the_picture(folder, monkeypatch):
    make_birds(folder)
    for name in ("lists", "annotations", "images"):
        pinned(monkeypatch, birds, name.upper(), folder / f"{name}.tgz")
    images, boxes = birds.load("train", n=5, folder=folder)
    assert images.shape == (5, 48, 48, 3) and images.dtype == np.float32
    assert boxes.shape == (5, 4) and boxes.dtype == np.float32
    np.testing.assert_allclose(boxes, [[0.25, 0.2, 0.75, 0.8]] * 5, atol=1e-6)
    bright = images[0, ..., 0] > 0.5
    rows, columns = np.flatnonzero(bright.any(axis=1)), np.flatnonzero(bright.any(axis=0))
    found = np.array([columns[0], rows[0], columns[-1] + 1, rows[-1] + 1]) / 48
    np.testing.assert_allclose(found, boxes[0], atol=1.5 / 48)


def test_a_box_that_ends_outside_is_cut_at_the_border(folder):
    make_birds(folder, box=(-3, 18, 130, 72))
    boxes = birds.read(*birds_paths(folder), "test", 0, 2).boxes
    np.testing.assert_allclose(boxes, [[0, 0.2, 1, 0.8]] * 2, atol=1e-6)


def birds_paths(folder):
    return [folder / f"{name}.tgz" for name in ("lists", "annotations", "images")]


def test_a_seed_gives_the_same_again_another_one_others_and_fewer_are_the_first(folder):
    make_m2nist(folder)
    path = folder / "m2nist.zip"
    whole, again = (m2nist.read(path, "train", 3, None).images for _ in range(2))
    np.testing.assert_array_equal(whole, again)
    np.testing.assert_array_equal(m2nist.read(path, "train", 3, 5).images, whole[:5])
    assert not np.array_equal(m2nist.read(path, "train", 4, None).images, whole)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.split(".")[-1])
def test_arguments_out_of_range_are_said_before_anything_is_fetched(module):
    for arguments in ({"split": "dev"}, {"seed": -1}, {"n": 0}):
        with pytest.raises(ValueError, match="expected"):
            module.load(**arguments)


def test_more_than_there_are_is_said_and_the_file_not_blamed(folder):
    make_hands(folder)
    with pytest.raises(ValueError, match=r"^n is 17, but only 16 are published to train with"):
        hands.load(n=17, folder=folder)


# -- where the file comes from -------------------------------------------------------------------


class Handler(http.server.SimpleHTTPRequestHandler):
    def do_GET(self):
        kind, _, name = self.path.strip("/").partition("/")
        content = (self.server.folder / name).read_bytes()
        if kind == "missing":
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content[: len(content) // 2] if kind == "broken" else content)
        self.server.served.append(name)

    def log_message(self, *arguments):
        pass


@pytest.fixture
def server(folder):
    running = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running.folder, running.served = folder, []
    running.address = f"http://127.0.0.1:{running.server_port}"
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield running
    running.shutdown()
    running.server_close()


def served(server, monkeypatch, kind="good"):
    make_mnist(server.folder)
    address = f"{server.address}/{kind}/mnist.npz"
    return pinned(monkeypatch, mnist, "FILE", server.folder / "mnist.npz", address)


def test_a_file_is_fetched_once_and_found_in_the_cache_from_then_on(server, cache, monkeypatch):
    served(server, monkeypatch)
    first, second = mnist.load("train", n=4), mnist.load("train", n=4)
    np.testing.assert_array_equal(first.images, second.images)
    assert server.served == ["mnist.npz"]
    assert [path.name for path in cache.iterdir()] == ["mnist.npz"]


def test_a_folder_without_the_file_is_followed_by_the_cache(server, tmp_path, monkeypatch):
    served(server, monkeypatch)
    empty = tmp_path / "empty"
    empty.mkdir()
    assert len(mnist.load("test", n=3, folder=empty).labels) == 3


def test_the_cache_is_below_home_unless_xdg_says_otherwise(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    for not_absolute in ("", "relative"):
        monkeypatch.setenv("XDG_CACHE_HOME", not_absolute)
        assert fetch.cache() == tmp_path / ".cache/autograder/datasets"
    monkeypatch.setenv("XDG_CACHE_HOME", "/elsewhere")
    assert str(fetch.cache()) == "/elsewhere/autograder/datasets"


def test_a_folder_that_does_not_exist_is_said_and_nothing_fetched(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"There is no folder .*nowhere; make it and get"):
        faces.load(folder=tmp_path / "nowhere")


@pytest.mark.parametrize("kind", ["broken", "missing"])
def test_a_download_that_fails_leaves_nothing_and_says_what_to_do(kind, server, cache, monkeypatch):
    file = served(server, monkeypatch, kind)
    with pytest.raises(OSError, match="cannot be fetched") as caught:
        mnist.load()
    one_sentence(caught, file.address, str(cache), "folder=…")
    assert list(cache.iterdir()) == []


def test_without_a_network_the_sentence_says_what_to_get_and_where_to_put_it(
    folder, cache, monkeypatch
):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        closed = taken.getsockname()[1]
    make_mnist(folder)
    address = f"http://127.0.0.1:{closed}/mnist.npz"
    pinned(monkeypatch, mnist, "FILE", folder / "mnist.npz", address)
    with pytest.raises(OSError, match=r"mnist\.npz is not on this machine") as caught:
        mnist.load()
    one_sentence(caught, "no network", address, str(cache), "folder=…")


def test_a_download_with_another_hash_is_refused_and_not_kept(server, cache, monkeypatch):
    file = served(server, monkeypatch)
    make_mnist(server.folder, y_train=np.zeros(COUNT, np.uint8))
    with pytest.raises(ValueError, match="its sha256 is another one") as caught:
        mnist.load()
    one_sentence(caught, file.address, "try again later")
    assert list(cache.iterdir()) == []


def test_a_download_that_is_too_large_is_cut_off_and_not_kept(server, cache, monkeypatch):
    file = served(server, monkeypatch)
    monkeypatch.setattr(mnist, "FILE", file._replace(largest=1000))
    with pytest.raises(ValueError, match="more than 1000 bytes") as caught:
        mnist.load()
    one_sentence(caught, file.address)
    assert list(cache.iterdir()) == []


def test_a_download_of_another_form_is_not_kept_where_no_hash_is_known(server, cache, monkeypatch):
    page = server.folder / "m2nist.zip"
    page.write_text("<html>Please sign in</html>")
    pinned(monkeypatch, m2nist, "FILE", page, f"{server.address}/good/m2nist.zip")
    with pytest.raises(ValueError, match=r"not as expected, a zip with combined\.npy") as caught:
        m2nist.load()
    one_sentence(caught, "File is not a zip file")
    assert list(cache.iterdir()) == []
    make_m2nist(server.folder)
    assert len(m2nist.load(n=2).images) == 2


def test_a_disk_that_takes_no_more_is_said_and_nothing_half_written_stays(
    server, cache, monkeypatch
):
    file = served(server, monkeypatch)
    program = f"""
import resource
from autograder.datasets.published import fetch
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    fetch.find(fetch.{file!r})
except OSError as error:
    print(type(error).__name__, error)
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        check=False,
        capture_output=True,
        text=True,
        env=os.environ,
        timeout=60,
    )
    assert "mnist.npz cannot be written to" in done.stdout, done.stderr
    assert "make room there" in done.stdout and "Traceback" not in done.stderr
    assert list(cache.iterdir()) == []


def test_a_cache_that_cannot_be_made_is_said(server, cache, monkeypatch):
    served(server, monkeypatch)
    cache.parents[1].write_text("a file where a folder is needed")
    with pytest.raises(OSError, match=r"mnist\.npz cannot be written to") as caught:
        mnist.load()
    one_sentence(caught, "XDG_CACHE_HOME")


# -- files that are not what they should be ------------------------------------------------------


def one_sentence(caught, *parts):
    message = str(caught.value)
    assert "\n" not in message and message.endswith("."), message
    assert caught.value.__cause__ is None and caught.value.__suppress_context__
    for part in parts:
        assert part in message, message


def test_a_file_in_a_folder_with_another_hash_is_refused(folder):
    make_mnist(folder)
    with pytest.raises(ValueError, match="its sha256 is not that of the published") as caught:
        mnist.load(folder=folder)
    one_sentence(caught, str(folder / "mnist.npz"), mnist.FILE.address, "remove it")


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"x_train": np.zeros((COUNT, 8, 8), np.uint8)}, "expected one with rows of shape"),
        ({"x_train": np.zeros((COUNT, 28, 28))}, "dtype of kind u"),
        ({"x_train": np.zeros((3, 28, 28), np.uint8)}, "3 pictures and 20 labels"),
        ({"y_train": np.array([object()] * COUNT)}, "dtype of kind u"),
    ],
)
def test_an_npz_of_another_form_is_refused(folder, changed, reason):
    make_mnist(folder, **changed)
    with pytest.raises(ValueError, match="not as expected, an npz with") as caught:
        mnist.read(folder / "mnist.npz", "train", 0, 1)
    one_sentence(caught, reason)


def test_objects_are_never_unpickled(folder):
    class Trap:
        def __reduce__(self):
            return (os.mkdir, (str(folder / "sprung"),))

    make_m2nist(folder, combined=np.array([Trap()] * COUNT))
    with pytest.raises(ValueError, match="not as expected"):
        m2nist.load(folder=folder)
    assert not (folder / "sprung").exists()


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"combined": np.full((COUNT, 64, 84), 256.0)}, "whole numbers from 0 to 255"),
        ({"segmented": np.full((COUNT, 64, 84, 11), 0.5)}, "whole numbers from 0 to 1"),
        ({"segmented": np.zeros((3, 64, 84, 11), np.uint8)}, "20 pictures and masks of 3"),
        ({"combined": np.zeros((3, 64, 84), np.uint8)}, "too few for two parts"),
    ],
)
def test_scenes_of_another_form_are_refused(folder, changed, reason):
    make_m2nist(folder, **changed)
    with pytest.raises(ValueError, match="not as expected, a zip with") as caught:
        m2nist.load(folder=folder)
    one_sentence(caught, reason)


def test_an_array_that_states_more_rows_than_it_has_is_refused(folder):
    make_m2nist(folder)
    whole = npy(np.zeros((COUNT, 64, 84), np.uint8))
    claims = (whole.replace(b"(20, ", b"(99, "), whole.replace(b"(20, 64", b"(20000000, 64"))
    for claim, reason in zip(claims, ("ends before row", "20000000 rows"), strict=True):
        with zipfile.ZipFile(folder / "m2nist.zip", "w") as archive:
            archive.writestr("combined.npy", claim)
        with pytest.raises(ValueError, match=reason):
            m2nist.load(folder=folder)


def test_a_truncated_zip_is_refused(folder):
    make_hands(folder)
    path = folder / "signs-training.zip"
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(ValueError, match="not as expected, a zip with PNG pictures") as caught:
        hands.load(folder=folder)
    one_sentence(caught, hands.FILE.address)


def test_pictures_of_another_size_or_kind_or_too_heavy_are_refused(folder):
    make_hands(folder, side=32)
    with pytest.raises(ValueError, match="32 × 32 pixels"):
        hands.load(folder=folder)
    for data, reason in ((b"GIF89a", "no JPEG or PNG"), (b"\0" * (1 << 20), "more than 65536")):
        with zipfile.ZipFile(folder / "signs-training.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for i in range(COUNT):
                archive.writestr(f"{i}.png", data)
        with pytest.raises(ValueError, match=reason):
            hands.load(folder=folder)


def test_a_picture_with_too_many_pixels_is_not_decoded(folder):
    huge = picture(np.zeros((6000, 6000), np.uint8), "PNG")
    make_birds(folder, images={f"images/{i:03}.A_Bird/A_Bird_test_{i}.jpg": huge for i in range(8)})
    with pytest.raises(ValueError, match="6000 × 6000 pixels, more than"):
        birds.read(*birds_paths(folder), "test", 0, 1)


def test_members_with_paths_that_lead_out_are_read_in_place_and_written_nowhere(folder, tmp_path):
    data = picture(np.zeros((28, 28), np.uint8), "PNG")
    make_hands(folder, **{"../../escaped.png": data, "/tmp/escaped-too.png": data})
    before = sorted(tmp_path.rglob("*"))
    assert (
        len(hands.load(folder=folder).images) + len(hands.load("test", folder=folder).images) == 22
    )
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"images": {"images/readme": b""}}, "is not in it"),
        ({"annotations": {"a/b.mat": b""}}, "is not in it"),
        ({"lists": {"lists/all.txt": b""}}, "lists/test.txt is not in it"),
        ({"lists": {"lists/test.txt": b"no folder\n"}}, "not a folder and a name"),
        ({"lists": {"lists/test.txt": b"a/b.jpg"}, "annotations": {"x/a/b.mat": b"?"}}, "no bbox"),
        ({"lists": {"lists/test.txt": b"a/b.jpg a/b.jpg"}}, "twice in test.txt"),
        ({"box": (90, 18, 30, 72)}, "the box of"),
        ({"box": (float("nan"), 18, 30, 72)}, "the box of"),
    ],
)
def test_birds_of_another_form_are_refused(folder, changed, reason):
    make_birds(folder, **changed)
    with pytest.raises(ValueError, match="not as expected, a tgz with") as caught:
        birds.read(*birds_paths(folder), "test", 0, 1)
    one_sentence(caught, reason)


def test_a_link_in_a_tgz_is_not_followed(folder):
    make_birds(folder)
    with tarfile.open(folder / "lists.tgz", "w:gz") as archive:
        info = tarfile.TarInfo("lists/test.txt")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/hostname"
        archive.addfile(info)
    with pytest.raises(ValueError, match=r"lists/test\.txt is not in it"):
        birds.read(*birds_paths(folder), "test", 0, 1)


def test_a_tgz_that_is_cut_or_none_at_all_is_refused(folder):
    make_birds(folder)
    path = folder / "images.tgz"
    for content in (path.read_bytes()[: path.stat().st_size // 2], b"<html>"):
        path.write_bytes(content)
        with pytest.raises(ValueError, match="not as expected, a tgz with a JPEG"):
            birds.read(*birds_paths(folder), "test", 0, 8)


def test_a_face_that_is_not_there_or_a_list_of_another_form_is_refused(folder):
    make_faces(folder)
    table, images = folder / "list_eval_partition.txt", folder / "img_align_celeba.zip"
    table.write_text("999999.jpg 0\n")
    with pytest.raises(ValueError, match=r"there is no 999999\.jpg in it"):
        faces.read(table, images, "train", 0, 1)
    table.write_text("one two three\n")
    with pytest.raises(ValueError, match="a line has not two columns"):
        faces.read(table, images, "train", 0, 1)
    table.unlink()
    with pytest.raises(FileNotFoundError, match=r"There is no .*list_eval_partition\.txt; get"):
        faces.read(table, images, "train", 0, 1)


def test_only_what_is_asked_for_is_in_memory(folder):
    make_m2nist(folder, segmented=np.zeros((COUNT, 64, 84, 11)))
    tracemalloc.start()
    m2nist.read(folder / "m2nist.zip", "train", 0, 1)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4e6, "the whole array has 9.5 MB"


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.split(".")[-1])
def test_the_docs_say_of_every_file_how_large_it_is_and_whether_its_hash_is_known(module):
    page = Path(__file__).resolve().parents[2] / "docs/datasets.md"
    rows = [line for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    for file in vars(module).values():
        if isinstance(file, fetch.File):
            (row,) = [row for row in rows if f"`{file.name}`" in row]
            assert ("not known" in row) == (file.sha256 is None)
            assert (f"{file.largest:,}".replace(",", " ") in row) == (file.sha256 is not None)
