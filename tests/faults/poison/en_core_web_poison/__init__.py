"""The real model, with a part that does to its worker what a story may: hang, crash, or be what the system kills.

Named like an installed model, so that the services load it through the setting `enrich.model` and nothing is replaced.
"""

from __future__ import annotations

import os
import signal
import time
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.enrich.model import load_model


@Language.component("poison")
def poison(doc: Doc) -> Doc:
    if "POISONHANG" in doc.text:
        time.sleep(3600)
    elif "POISONCRASH" in doc.text:
        os.kill(os.getpid(), signal.SIGSEGV)
    elif "POISONMEMORY" in doc.text:
        # Where memory ends, the system kills the greediest.
        os.kill(os.getpid(), signal.SIGKILL)
    return doc


def load(**_: Any) -> Language:
    nlp = load_model("auto")
    nlp.remove_pipe("paragraphs")  # whoever loads this adds it again
    nlp.add_pipe("poison", last=True)
    return nlp
