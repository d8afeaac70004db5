import AllianceNode
import MergedView
import Replication
import Statements
import TransparencyLog

/// What a certificate would erase, in words: shown before anybody signs or erases.
struct ErasureSummary {
    /// Entries shown one by one, at most.
    static let shownMax = 50

    let text: String

    /// - Parameter logs: a record that shows what the entries say; nil where there is none to look at.
    init(_ certificate: ErasureCertificate, from logs: (any LogStore)?) throws {
        var lines = [
            "Erases \(Plural.text(certificate.entries.count, "entry", "entries")) of log \(certificate.origin)",
            "  reason: \(Self.words(certificate.reason)), issued \(certificate.issuedAt)",
        ]
        var shown = 0
        for range in certificate.entries.ranges where shown < Self.shownMax {
            var next = range.lowerBound
            if let logs {
                let entries = StoredEntries(logs)
                while next < range.upperBound, shown < Self.shownMax,
                    let slice = try entries.slice(of: certificate.origin, from: next)
                {
                    for entry in try StoredEntry.entries(of: slice)
                    where entry.index < range.upperBound && shown < Self.shownMax {
                        lines.append(
                            "  \(entry.index)  \(entry.head.kind)  \(Table.visible(entry.summary))")
                        shown += 1
                    }
                    next += UInt64(slice.count)
                }
            }
            if next < range.upperBound, shown < Self.shownMax {
                lines.append(
                    "  \(EntryRanges([next..<range.upperBound]))  what \(range.upperBound - next == 1 ? "it says" : "they say") is not known here"
                )
                shown += 1
            }
        }
        if shown >= Self.shownMax { lines.append("  ... entries \(certificate.entries)") }
        text = lines.joined(separator: "\n")
    }

    private static func words(_ reason: ErasureCertificate.Reason) -> String {
        switch reason {
        case .request: "request of the person"
        case .retentionLimit: "retention limit"
        case .legalOrder: "legal order"
        case .authorsError: "author's error"
        }
    }
}
