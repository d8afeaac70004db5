import AllianceNames
import Foundation
import TransparencyLog

extension DemoStory {
    /// A hub that keeps one report back, while it passes on everything else.
    func noticeHiding() throws {
        let hub = alliance.node(.hub)
        let reader = alliance.node(.investigator)
        chapter("\(hub.member.name) passes everybody's reports on. What if it hides one?")
        let author = try brandAsked(by: reader)
        guard let other = alliance.brands.first(where: { $0.member.id != author.member.id }) else {
            throw DemoFailure("there is one brand only")
        }
        let origin = try LogOrigin(
            parsing: "\(DemoAlliance.name)/alliance/\(author.member.id)/e1")
        hub.stop()
        let hiding = try DemoHidingHub(of: hub, hiding: origin)
        line(
            "\(hub.member.name) runs another program now, with its real keys: it keeps back what \(author.member.name) reports next"
        )
        let value = "bazario:shadow-stall-5"
        try author.run("indicator", "add", "seller-account", value, "--basis", "test-buy")
        try eventually("the report arrives at \(reader.member.id), past the hub") {
            try show(reader, "seller-account", value)?.members == [author.member.id]
        }
        line(
            "\(author.member.name) reports \(value); \(reader.member.name) has it from \(author.member.name) itself"
        )
        let size = try logs(of: author)[origin.description] ?? 0
        try eventually("the hub has the report") {
            try logs(of: hub)[origin.description] == size
        }
        line("\(hub.member.name) has it too, and shows it to nobody")
        // It might just be slow: it is given the time that passing on may take.
        Thread.sleep(forTimeInterval: Double(DemoNode.withholdingSeconds))
        try other.run(
            "indicator", "sight", "seller-account", "bazario:goldriver-88", "--count", "2")
        line("what \(other.member.name) reports meanwhile, it passes on")
        let found = try alarm(at: reader, about: hub, origin)
        let checkpoint = try SignedCheckpoint(parsing: found.checkpoint).verified(by: hiding.key)
        try require(
            checkpoint.checkpoint.origin == origin.description
                && checkpoint.checkpoint.size == UInt64(size) && found.shownSize < UInt64(size),
            "the alarm rests on a checkpoint that the author signed")
        line("ALARM at \(reader.member.name): \(hub.member.name) hides a report")
        line("  of \(author.member.name), in its log \(origin)")
        line(
            "  \(hub.member.name) shows \(found.shownSize) entries, \(name(of: found.shownBy)) shows \(found.size)"
        )
        line("  the record that \(author.member.name) signed, which proves that there are more:")
        for text in found.checkpoint.split(separator: "\n").prefix(5) { line("    \(text)") }
        try hiding.stop()
        try hub.start()
        try alliance.describe()
        for node in alliance.nodes {
            try eventually("\(node.member.id) has the report from the honest hub") {
                try show(node, "seller-account", value)?.members == [author.member.id]
            }
        }
        try eventually("\(reader.member.id) has no alarm about the hub any more") {
            try status(of: reader).alarms.allSatisfy {
                $0.keyword != "withholding" || $0.member != hub.member.id
            }
        }
        line(
            "\(hub.member.name) runs the honest program again: everybody has the report, and the alarm has ended"
        )
    }

    /// One of the brands whose node this member asks directly, beside the hub: drawn by lot, so that no
    /// hub knows whom it would have to deceive as well.
    private func brandAsked(by reader: DemoNode) throws -> DemoNode {
        let asked = try status(of: reader).peers.filter { $0.lastAttempt != nil }
            .map(\.member)
        let brands = alliance.brands.filter { asked.contains($0.member.id) }
        line(
            "\(reader.member.name) asks the hub, and without its knowing also \(brands.map(\.member.name).joined(separator: " and "))"
        )
        guard let first = brands.first else {
            throw DemoFailure("\(reader.member.id) asks nobody but the hub")
        }
        return first
    }

    private func alarm(
        at reader: DemoNode, about hub: DemoNode, _ origin: LogOrigin
    ) throws -> DemoStatus.Withholding {
        var found: DemoStatus.Withholding?
        try eventually("\(reader.member.id) names the hub that hides a report") {
            let status = try status(of: reader)
            found = status.withholdings.first {
                $0.member == hub.member.id && $0.origin == origin.description
                    && $0.endedAt == nil
            }
            return found != nil
                && status.alarms.contains {
                    $0.keyword == "withholding" && $0.member == hub.member.id
                        && $0.origin == origin.description
                }
        }
        guard let found else { throw DemoFailure("nothing was found") }
        return found
    }

    private func status(of node: DemoNode) throws -> DemoStatus {
        try node.answer(DemoStatus.self, "peer", "status")
    }
}
