"""The roof over the apps: addresses, template tags, the guide, search, error pages, health. It may
know every app; no app knows it."""
