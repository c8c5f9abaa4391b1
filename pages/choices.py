"""The paints and the drawings that editors choose from, never a free colour and never a free file."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Paint(models.TextChoices):
    """A page's colour; the values are class names in static/css/tokens.css."""

    SUN = "sun", _("Sun (yellow)")
    CORAL = "coral", _("Coral")
    MINT = "mint", _("Mint")
    LILAC = "lilac", _("Lilac")
    SKY = "sky", _("Sky (blue)")
    PINK = "pink", _("Pink")
    APPLE = "apple", _("Apple (green)")


class Illustration(models.TextChoices):
    """A drawing of the site's own family; each value is a file of templates/illustrations/."""

    APPLE = "apple", _("Apple")
    AWARDS = "awards", _("Awards")
    BLOOD_CELLS = "blood-cells", _("Blood cells")
    BUILDING = "building", _("Two buildings and a bridge")
    CAEN = "caen-abbaye-aux-hommes", _("Caen, Abbaye aux Hommes")
    CAEN_PANORAMA = "caen-panorama", _("Caen, panorama")
    CLINICAL_TRIAL = "clinical-trial", _("Clinical trial")
    ERROR = "error", _("A lost balloon")
    HAND_PHONE = "hand-phone", _("Hand with a telephone")
    HELIX = "helix", _("Helix")
    INFORMATION = "information", _("Information")
    LABORATORY = "laboratory", _("Laboratory bench")
    NEWS = "news", _("News")
    NORMANDY_MAP = "normandy-map", _("Map of Normandy")
    OUTPATIENT_SURGERY = "outpatient-surgery", _("Outpatient surgery")
    PARTNERS = "partners", _("Partners")
    PATIENTS = "patients", _("Patients")
    PROTON_BEAM = "proton-beam", _("Proton beam")
    RESEARCH = "research", _("Research")
    ROUEN = "rouen-cathedral", _("Rouen, cathedral")
    ROUEN_PANORAMA = "rouen-panorama", _("Rouen, panorama")
    SCHOOL = "school", _("School group")
    SEA = "sea-etretat", _("Sea at Étretat")
    SIGNPOST = "signpost", _("Signpost")
    TELEPHONE = "telephone", _("Telephone")
    TRAVEL = "travel", _("Coming from abroad")
    WAVES = "waves", _("Waves")
