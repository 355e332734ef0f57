"""Words too common to say what is looked for, folded: a search passes over them, unless they are part of a phrase."""

_FRENCH = (
    "a ai as au aux avec c ce ces cette d dans de des du elle elles en entre est et eu il ils j je l la le les leur "
    "leurs lui m ma mais me mes mon n ne nos notre nous on ont ou par pas plus pour qu quand que quel quelle qui quoi "
    "s sa sans se ses si son sont sous sur t ta te tes toi ton tu un une vos votre vous y comment pourquoi"
)
_ENGLISH = (
    "a an and are as at be been but by did do does for from had has have he her his how i in into is it its my no not "
    "of on or our s she so t than that the their them there they this to up us was we were what when where which who "
    "why will with you your"
)
_UKRAINIAN = (
    "а або але б би був була були було в вже від він вона вони воно все да де для до же з за зі і із іи их іх іі и "
    "к ми на над не ні о об під по при про с та так те ти то тои у це цеи ця ці чи чому що щоб як яка яке які якии"
)
LITTLE = {
    "fr": frozenset(_FRENCH.split()),
    "en": frozenset(_ENGLISH.split()),
    "uk": frozenset(_UKRAINIAN.split()),
}
