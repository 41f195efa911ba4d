"""The words: what regulations and decisions say to members, clerks and boards, in Italian and in English."""
