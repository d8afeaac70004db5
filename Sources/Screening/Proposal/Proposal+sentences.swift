import MarkRecognition
import Statements

extension Proposal {
    /// For people at a terminal, in English: `12.40`.
    package var harmText: String { Self.euros(harmCents) }

    package static func euros(_ cents: Int) -> String {
        let rest = cents % 100
        return "\(cents / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}

extension ScreeningReason {
    /// One sentence without its end.
    package var sentence: String {
        switch self {
        case .mark(let finding):
            let place =
                switch finding.place {
                case .title: "title"
                case .seller: "seller's account"
                case .sellerName: "seller's name"
                case .address: "address"
                case .description: "description"
                }
            let rules = finding.rules.map(\.rawValue).joined(separator: " ")
            return
                "the mark '\(finding.mark)' of \(finding.owner) (\(finding.right)) in the \(place), characters \(finding.scalars.lowerBound) to \(finding.scalars.upperBound) (\(rules))"
        case .reported(let report):
            return "\(report.indicator) is reported by \(Self.members(report.members.count))"
                + (report.isDisputed ? ", and somebody objects" : "")
        case .linked(let linked):
            let first = linked.reported.first.map { ", such as \($0.indicator)" } ?? ""
            return
                "\(linked.identifier) is linked with \(linked.reportedCount) reported\(first)"
                + ", by \(Self.members(linked.members.count))"
        case .image(let likeness):
            return
                "image \(likeness.image + 1) differs in \(likeness.distance) of 256 bits from one that \(Self.members(likeness.report.members.count)) reported"
                + (likeness.report.isDisputed ? ", and somebody objects" : "")
        }
    }

    private static func members(_ count: Int) -> String {
        "\(count) member\(count == 1 ? "" : "s")"
    }
}
