"""civdesk: an offline desk for the clerk who keeps a unit's civic-civilisation archive."""

__version__ = "0.1.0"
