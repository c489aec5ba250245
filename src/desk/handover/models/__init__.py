"""Operations: who crosses in which stage, under which notice, and the receipts. What happened is the ledger."""

from __future__ import annotations

from desk.handover.models.legs import Leg as Leg
from desk.handover.models.manifests import Arrival as Arrival
from desk.handover.models.manifests import Body as Body
from desk.handover.models.manifests import Row as Row
from desk.handover.models.manifests import Separation as Separation
from desk.handover.models.operations import STAFF as STAFF
from desk.handover.models.operations import Operation as Operation
from desk.handover.models.operations import Stage as Stage
from desk.handover.models.passage import Acknowledgement as Acknowledgement
from desk.handover.models.passage import Notice as Notice
from desk.handover.models.receipts import Receipt as Receipt
from desk.handover.models.told import Told as Told
