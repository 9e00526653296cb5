"""Layouts that devices of several makers send, each read into the rows that every device sends."""
