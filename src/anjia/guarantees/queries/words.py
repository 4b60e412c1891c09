"""What causes, states and emergencies are called, and the standard steps in an emergency."""

from django.utils.translation import gettext as _

from anjia.guarantees.rules import (
    FIRST_CALLS,
    Basis,
    Cause,
    EmergencyKind,
    EmergencyState,
    RefundState,
    Side,
    Wish,
)


def cause_names() -> dict[str, str]:
    """Why a visit begins late."""
    return {
        Cause.VISIT_BEFORE: _("The visit before took longer"),
        Cause.PLANNING: _("Planned too tightly by the company"),
        Cause.ILLNESS: _("The caregiver fell ill"),
        Cause.TRAFFIC: _("Traffic"),
        Cause.WEATHER: _("Weather"),
        Cause.HOUSEHOLD: _("The family asked to begin later"),
    }


def side_names() -> dict[str, str]:
    """Whose doing a delay is."""
    return {
        Side.COMPANY: _("the company's doing"),
        Side.OBJECTIVE: _("nobody's doing"),
        Side.HOUSEHOLD: _("the family's wish"),
    }


def basis_names() -> dict[str, str]:
    """How a delay became known."""
    return {
        Basis.ANNOUNCED: _("announced beforehand"),
        Basis.WAITING: _("nobody there in time"),
        Basis.ARRIVED: _("counted at the door"),
        Basis.NO_SHOW: _("nobody came"),
    }


def wish_names() -> dict[str, str]:
    """Whose idea extra work was."""
    return {Wish.ASKED: _("The family asked for it"), Wish.AGREED: _("I offered, the family agreed")}


def refund_state_names() -> dict[str, str]:
    """How a refund request stands, for the desk."""
    return {
        RefundState.TO_JUDGE: _("to be decided"),
        RefundState.TO_APPROVE: _("waits for a second person"),
        RefundState.TO_PAY: _("to be paid"),
        RefundState.PAID: _("paid"),
        RefundState.REFUSED: _("refused"),
    }


def emergency_names() -> dict[str, str]:
    """What happened."""
    return {
        EmergencyKind.FIRE: _("Fire or smoke"),
        EmergencyKind.GAS: _("Smell of gas"),
        EmergencyKind.INJURY: _("Somebody is hurt or ill"),
        EmergencyKind.LOCKOUT: _("Locked out, or somebody locked in"),
        EmergencyKind.CONFLICT: _("A quarrel or a threat"),
        EmergencyKind.DAMAGE: _("Water, or something valuable damaged"),
    }


def emergency_state_names() -> dict[str, str]:
    """How far an emergency is."""
    return {
        EmergencyState.CALLED: _("nobody sees to it yet"),
        EmergencyState.TAKEN_UP: _("somebody sees to it"),
        EmergencyState.ANSWERED: _("answered"),
        EmergencyState.CLOSED: _("closed"),
    }


def first_calls(kind: str) -> tuple[str, ...]:
    """The public numbers to call first."""
    return FIRST_CALLS[EmergencyKind(kind)]


def first_steps() -> dict[str, tuple[str, ...]]:
    """What to do at once, in this order, before any form."""
    return {
        EmergencyKind.FIRE: (
            _("Everybody out. Take nothing with you, use the stairs, not the lift."),
            _("Close the door behind you and call 119 from outside."),
            _("Only a small flame in a pan: switch the gas off and put the lid on. Never pour water on oil."),
        ),
        EmergencyKind.GAS: (
            _("Touch no switch and no phone inside. No flame."),
            _("Close the gas tap if you can reach it, open windows, go out."),
            _("Call 119 from outside. Knock at the neighbours', do not ring."),
        ),
        EmergencyKind.INJURY: (
            _("Call 120 and say the address first."),
            _("Do not move somebody who fell or is unconscious, unless there is danger."),
            _("Press a clean cloth on a bleeding wound. A burn: 20 minutes under cool running water."),
            _("Give no medicine. Stay until help is there."),
        ),
        EmergencyKind.LOCKOUT: (
            _("A child, an old person or something on the stove inside: call 119."),
            _("Otherwise wait by the door. Do not climb and do not force the lock."),
            _("The company calls the family or a registered locksmith."),
        ),
        EmergencyKind.CONFLICT: (
            _("Step back and leave. Things can stay behind."),
            _("Threatened or touched: call 110 once you are safe."),
            _("Do not argue. The company speaks with both sides."),
        ),
        EmergencyKind.DAMAGE: (
            _("Water: close the main tap. Near sockets, switch the power off first."),
            _("Stop the work there. Leave broken things as they are and take a photo."),
            _("Do not agree on any payment between you. The company settles it."),
        ),
    }
