"""The commonest short words of some languages in Latin script: enough to tell English texts from others."""

from __future__ import annotations


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


ENGLISH = _words(
    "the and to of is it that for you was with on this have are be not at but my what how do from can i your there which he they"
)

#: Language code -> its words.
OTHERS: dict[str, frozenset[str]] = {
    "de": _words("der die das und ist nicht ich ein eine mit zu den von für auf sie wie dem es im auch"),
    "fr": _words("le la les des et est je une que qui dans pour pas vous sur ce avec il du au"),
    "es": _words("el la los las de que y es en un una por con para no se mi lo como del"),
    "pt": _words("o os de que e é em um uma para com não se meu minha como do da no na"),
    "it": _words("il lo la gli di che è un una per con non si mi come del della sono ho le"),
    "nl": _words("de het een en van is niet ik dat op te met voor zijn er aan mijn maar hoe wat"),
    "pl": _words("nie się na to jest z że do w jak co mam czy moje i po dla ale tak od"),
    "tr": _words("bir ve bu için ne da de ben çok mi nasıl var ama daha değil ile benim gibi kadar olan"),  # noqa: RUF001 (Turkish)
    "sv": _words("och att det som en är på jag för inte med av den har till ett om hur min kan"),
    "id": _words("yang dan di saya ini itu tidak dengan untuk dari ada bisa apa ke akan sudah juga kami anda karena"),
    "vi": _words("của và là không tôi có được cho một các này với người đã để trong những khi làm thế"),
}
