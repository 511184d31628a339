"""The Twilio edge, the only home of `import twilio`."""
