"""A proposal as a household reads it, on its own pages and behind the proposal's link."""

from typing import Any

from anjia.booking import queries as booking
from anjia.households import queries as households
from anjia.kernel import clock
from anjia.sales import queries as sales
from anjia.sales.queries import ProposalSummary
from anjia.sales.rules import ProposalState


def shown(proposal: ProposalSummary) -> dict[str, Any]:
    """What `proposal.html` shows; each line with how many of its visits have no time yet."""
    accepted = proposal.state == ProposalState.ACCEPTED
    left = booking.visits_left(proposal) if accepted else {}
    open_ = proposal.is_open(clock.now())
    lapsed = proposal.state == ProposalState.SENT and not open_
    return {
        "proposal": proposal,
        "home": households.home(proposal.home_id),
        "open": open_,
        "accepted": accepted,
        "lines": [(line, left.get(line.id, 0)) for line in proposal.lines],
        "some_left": any(left.values()),
        "state_name": sales.proposal_state_names()[ProposalState.LAPSED if lapsed else proposal.state],
    }
