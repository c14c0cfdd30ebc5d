"""The thresholds of reading, in one place, each with the figure it was chosen by.

Fitted on dev and dev2 (619 questions that neither words nor learned reader were trained on).
"""

HEAD, RULES, WORDS = 0.55, 0.45, 0.45
"""Exponents of the three witnesses in the mixed belief: the reader's kind of answer, what the reader's rules
decide, and what the words' rules decide."""
HEAD_FLOOR, RULES_FLOOR, WORDS_FLOOR = 0.001, 0.003, 0.02
"""What a witness leaves to an outcome it has not thought of; the words often miss the right one."""
TOLD, LOOSE_TOLD = 0.5, 0.6
"""Belief from which an outcome is told; a permission needs more."""
OPEN = 0.03
"""Belief from which an outcome still counts as possible."""
STATED, STATED_LIGHTER = 0.6, 0.85
"""Probability from which the reader's word is taken that a fact was said; more where the fact lightens."""
DOUBTED = 0.08
"""Probability below which the reader contradicts a fact that the lexicon found."""
PIECE_BARS, WHOLE_DOUBT = 0.5, 0.005
"""Belief in a prohibition of one piece of a message, and of the whole, that together bar a permission."""
OFFERED = 3
"""Buttons at most."""
PIECE_TOLD, PIECE_OVERRULES = 0.8, 0.95
"""Belief from which a piece of a message gets a verdict of its own, and from which a prohibited one is told
although the whole looks permitted."""
WARY = 0.15
"""Belief in a prohibition from which an aggravating word that the rule does not know bars a permission."""
MEANT = 0.5
"""Share of words and reader from which a rule is the one meant, though its outcome is open."""
