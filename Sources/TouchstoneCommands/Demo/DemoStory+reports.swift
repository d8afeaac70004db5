import Foundation

extension DemoStory {
    /// Three brands report; the fourth will first look at what is known.
    func reportAndReplicate() throws {
        chapter("Brands report what they know about counterfeit sellers")
        let last = alliance.node(.confectionery)
        for node in alliance.brands where node.member.id != last.member.id {
            try importReports(of: node)
        }
        try replicate()
    }

    func importReports(of node: DemoNode) throws {
        try interrupted.check()
        let file = input.reports(of: node.member).path()
        var result = try node.answer(
            DemoImports.self, "indicator", "import", file, "--input", "csv"
        ).imports
        if input.dealt[node.member.id] != nil {
            let list = input.list(of: node.member).path()
            result += try node.answer(
                DemoImports.self, "indicator", "import", list, "--input", "lines", "--type",
                "domain", "--basis", "automated"
            ).imports
        }
        let accepted = result.reduce(0) { $0 + $1.accepted }
        let refused = result.reduce(0) { $0 + $1.refused }
        line(
            "\(node.member.name) signs \(accepted) reports"
                + (refused > 0 ? ", \(refused) refused with the reason in a file" : ""))
        try require(accepted > 0, "\(node.member.name) reports something")
    }

    /// Waits until every node holds, and has merged, every entry of the alliance channel.
    func replicate() throws {
        let total = try alliance.nodes.reduce(0) { sum, node in
            try sum
                + logs(of: node).filter { $0.key.contains("/alliance/\(node.member.id)/") }
                .values.reduce(0, +)
        }
        let begun = Date()
        var lastLine = ""
        let isTerminal = isatty(FileHandle.standardOutput.fileDescriptor) == 1
        let patience = 120 + Double(total) / 200
        try eventually("every member holds all \(total) entries", within: patience) {
            let held = try alliance.nodes.map { node in
                try node.answer(DemoViews.self, "view", "status").views.first?.merged ?? 0
            }
            let progress =
                "  exchanging: "
                + zip(alliance.nodes, held).map { "\($0.member.id) \($1)" }.joined(separator: ", ")
                + " of \(total)"
            if progress != lastLine {
                if isTerminal {
                    FileHandle.standardOutput.write(Data("\u{1B}[2K\r\(progress)".utf8))
                } else {
                    Output.write(progress)
                }
                lastLine = progress
            }
            return try alliance.nodes.allSatisfy { node in
                try logs(of: node).filter { $0.key.contains("/alliance/") }.values.reduce(0, +)
                    >= total
            } && held.allSatisfy { $0 >= total }
        }
        if isTerminal { Output.write("") }
        let seconds = Date().timeIntervalSince(begun)
        line(
            "every member holds all \(total) entries, verified, "
                + String(format: "%.1f s after the last was signed", seconds))
    }

    func logs(of node: DemoNode) throws -> [String: Int] {
        let logs = try node.answer(DemoLogs.self, "log", "list").logs
        return Dictionary(logs.map { ($0.origin, $0.size) }) { first, _ in first }
    }

    /// A brand's own list against the alliance, before anything is shared.
    func checkOwnList() throws {
        let node = alliance.node(.confectionery)
        chapter("\(node.member.name) checks its own list before sharing anything")
        let before = try logs(of: node)
        let check = try node.answer(
            DemoCheck.self, "indicator", "check", input.reports(of: node.member).path(), "--input",
            "csv")
        let members = Set(check.indicators.flatMap(\.members))
        line(
            "of its \(check.read) sellers and identifiers, \(check.known) are already known to "
                + "\(members.count) other members:")
        for known in check.indicators.prefix(4) {
            line(
                "  \(known.value) (\(known.type), in its own list as '\(known.input)'): reported by "
                    + known.members.map(name).joined(separator: ", "))
        }
        try require(check.known >= 20, "the check finds the overlap, whatever the spelling")
        try require(members.count >= 3, "the overlap is with three members")
        try require(try logs(of: node) == before, "checking a list shares nothing")
        line("nothing was shared by asking; now it reports too")
        try importReports(of: node)
        try replicate()
        if !input.dealt.isEmpty { try findDealtLines() }
    }

    /// Lines of the list given are found at the investigator, whoever reported them.
    private func findDealtLines() throws {
        let investigator = alliance.node(.investigator)
        let total = input.dealt.values.reduce(0, +)
        for member in DemoMember.brands {
            let lines = try String(contentsOf: input.list(of: member), encoding: .utf8)
                .split(separator: "\n")
            guard let middle = lines.dropFirst(lines.count / 2).first else { continue }
            let found = try show(investigator, "domain", String(middle))
            line("\(middle), reported by \(member.name), is found by the investigator")
            try require(
                found?.members.contains(member.id) == true,
                "\(middle) is found with its reporter")
        }
        line("\(total) lines of the list given were dealt to four brands")
    }

    /// A seller found at one brand that another reported.
    func findWhatAnotherReported() throws {
        let asker = alliance.node(.nutrition)
        chapter("\(asker.member.name) meets a seller and asks: is it known?")
        guard let found = try show(asker, "seller-account", "bazario:goldriver-88") else {
            throw DemoFailure("bazario:goldriver-88 was not found at \(asker.member.id)")
        }
        line(
            "\(found.value): reported by \(found.members.map(name).joined(separator: ", "))"
                + (found.since.map { ", known since \($0.prefix(10))" } ?? "")
                + (found.confidence.map { ", confidence \($0) of 100" } ?? ""))
        try require(
            found.members == [DemoMember.luxury.id], "the seller was reported by Maison Verel")
        try require(!found.evidence.isEmpty, "the answer names its evidence")
        line("evidence: entry \(found.evidence[0].index) of \(found.evidence[0].origin)")
    }
}
