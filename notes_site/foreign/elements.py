"""Names of elements that browsers know: what stands in a note and is none of them shows nothing.

Rule: HTML Standard, 3 and 16.2 (obsolete ones that still show); SVG 2; MathML Core.
"""

KNOWN = frozenset(
    """
    a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big
    blink blockquote body br button canvas caption center cite code col colgroup data datalist dd
    del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form frame
    frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins isindex kbd label
    legend li link listing main map mark marquee menu meta meter nav nobr noembed noframes noscript
    object ol optgroup option output p param picture plaintext pre progress q rb rp rt rtc ruby s samp
    script search section select slot small source span strike strong style sub summary sup svg table
    tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr xmp
    math annotation annotation-xml maction menclose merror mfenced mfrac mi mmultiscripts mn mo mover
    mpadded mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext
    mtr munder munderover none semantics
    animate animatemotion animatetransform circle clippath defs desc ellipse feblend fecolormatrix
    fecomposite fedropshadow feflood fegaussianblur feimage femerge femergenode feoffset filter
    foreignobject g image line lineargradient marker mask metadata path pattern polygon polyline
    radialgradient rect set stop switch symbol text textpath tspan use view
    """.split()  # noqa: SIM905 - a list of this length is read as a text
)
