"""Addresses of private matching, below those of a channel."""

from __future__ import annotations

from django.urls import path

from desk.channel.views import matching, matching_hits

urlpatterns = [
    path("", matching.matchings, name="matchings"),
    path("new/", matching.new_terms, name="new_matching"),
    path("counts/", matching.say_counts, name="say_counts"),
    path("<str:terms_hash>/", matching.matching, name="matching"),
    path("<str:terms_hash>/agree/", matching.agree, name="agree_matching"),
    path("<str:terms_hash>/go-on/", matching.go_on, name="go_on_matching"),
    path("<str:terms_hash>/pages/", matching.take_pages, name="take_pages"),
    path("<str:terms_hash>/pages/<str:root>/", matching.give_pages, name="give_pages"),
    path("<str:terms_hash>/close/", matching.close, name="close_matching"),
]
found_urlpatterns = [
    path("", matching_hits.matches_waiting, name="matches_waiting"),
    path("<str:public_id>/", matching_hits.matches, name="matches"),
    path("<str:public_id>/claim/", matching_hits.claim, name="claim_matches"),
    path("pairs/<str:public_id>/judge/", matching_hits.judge, name="judge_match"),
]
