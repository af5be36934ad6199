"""The LibreOffice add-in on this computer: putting it into a user's profile, looking whether it works, using it."""
