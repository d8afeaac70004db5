/// Why a webhook did not take a notice: a keyword, so that each page says it in its language, and the words in which it
/// is kept.
package enum WebhookFailure: Hashable, Sendable {
    /// What it answered.
    case status(Int)
    /// It answered that it is not there any more (status 410).
    case gone
    /// Whoever runs this node has since forbidden its host.
    case hostForbidden(String)
    /// It did not answer at all.
    case unreachable(String)

    /// For programs and tests.
    package var keyword: String {
        switch self {
        case .status: "webhook-status"
        case .gone: "webhook-gone"
        case .hostForbidden: "webhook-host"
        case .unreachable: "webhook-unreachable"
        }
    }

    /// In English, for programs, and as it is kept.
    package var words: String {
        switch self {
        case .status(let status): "\(Self.statusBeginning)\(status)"
        case .gone: "status 410: it is gone for good"
        case .hostForbidden(let host): "\(NoticeError.webhookHost(host))"
        case .unreachable(let why): why
        }
    }

    private static let statusBeginning = "status "

    /// Of what was kept, for a webhook of this host.
    package init(keptAs words: String, host: String) {
        let status =
            words.hasPrefix(Self.statusBeginning)
            ? Int(words.dropFirst(Self.statusBeginning.count)) : nil
        self =
            [.gone, .hostForbidden(host)].first { $0.words == words }
            ?? status.map { .status($0) } ?? .unreachable(words)
    }
}
