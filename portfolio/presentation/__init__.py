"""What a person reads: formats, sentences and figures, shared by the screens, the committee pack and the exports."""
