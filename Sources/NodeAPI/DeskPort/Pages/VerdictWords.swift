import ProductAuthentication
import Statements

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
        let word = PageText(ConfidenceBand(confidence))
        return "\(word(language)) (\(confidence) / 100)"
    }
}

extension PageText {
    init(_ band: ConfidenceBand) {
        self =
            switch band {
            case .low: .confidenceLow
            case .medium: .confidenceMedium
            case .high: .confidenceHigh
            }
    }
}
