import ProductAuthentication

/// A verdict in the words of the desk, and how sure it is.
struct VerdictWords {
    let title: PageText
    let note: PageText

    init(_ verdict: Verdict) {
        switch verdict {
        case .genuine: (title, note) = (.genuine, .genuineNote)
        case .caution: (title, note) = (.caution, .cautionNote)
        case .counterfeitSuspected:
            (title, note) = (.counterfeitSuspected, .counterfeitSuspectedNote)
        case .unknown: (title, note) = (.unknown, .unknownNote)
        }
    }

    /// In words, with the figure beside it.
    static func confidence(_ confidence: Int, _ language: DeskLanguage) -> String {
        let word: PageText =
            switch confidence {
            case ..<50: .confidenceLow
            case ..<80: .confidenceMedium
            default: .confidenceHigh
            }
        return "\(word(language)) (\(confidence) / 100)"
    }
}
