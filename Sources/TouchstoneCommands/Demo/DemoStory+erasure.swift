import Foundation

extension DemoStory {
    /// A person's data, gone from every member's files, and every proof as it was.
    func erase() throws {
        let author = alliance.node(.confectionery)
        chapter("A person asks \(author.member.name) to be forgotten")
        let value = "xqvonne.zwiebel@mail.example"
        try author.run("indicator", "add", "email", value, "--note", "XQVONNE ZWIEBEL, by phone")
        for node in alliance.nodes {
            try eventually("\(node.member.id) holds the report") {
                try show(node, "email", value)?.members == [author.member.id]
            }
        }
        guard let evidence = try show(author, "email", value)?.evidence.first else {
            throw DemoFailure("the report has no evidence")
        }
        let before = try alliance.nodes.map { try files(of: $0) }
        try require(before.allSatisfy { !$0.isEmpty }, "the name stands in every member's files")
        line(
            "\(value) was reported: the name stands in \(before.reduce(0) { $0 + $1.count }) database files of \(before.count) members"
        )
        let folder = alliance.home.appending(path: "erasure", directoryHint: .isDirectory)
        try author.run(
            "indicator", "erase", "email", value, "--reason", "request", "--output",
            folder.path(), "--yes")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path())
        guard let name = names.first, names.count == 1 else {
            throw DemoFailure("one certificate was to be written, not \(names.count)")
        }
        let certificate = folder.appending(path: name).path()
        try require(
            try author.answer(DemoErasures.self, "erasure", "list").erasures.map(\.state)
                == ["proposed"], "what the author alone has signed erases nothing")
        try DemoProcess.output(of: [
            "alliance", "countersign-erasure", certificate, "--home",
            alliance.home.appending(path: "authority").path(), "--from", author.home.path(),
            "--yes",
        ])
        line("\(author.member.name) signs that it is to go, and the alliance's authority as well")
        // 1 says that the running node goes on with it.
        let status = try DemoProcess.run(
            author.command("erasure", "apply", certificate, "--yes")
        ).status
        try require(status == 0 || status == 1, "the certificate is handed to the author's node")
        for node in alliance.nodes {
            try eventually("\(node.member.id) has erased it") {
                try node.answer(DemoErasures.self, "erasure", "list").erasures.map(\.state)
                    == ["finished"]
            }
        }
        for node in alliance.nodes {
            let left = try files(of: node)
            try require(left.isEmpty, "nothing of it is left at \(node.member.id): \(left)")
        }
        try require(
            try show(alliance.node(.investigator), "email", value) == nil, "nobody finds it")
        line(
            "every byte of all \(alliance.nodes.count) members' files was searched: it is gone, but from each one's own record of who looked it up"
        )
        try proveErased(evidence)
    }

    /// The entry stays in its tree, without what it said.
    private func proveErased(_ evidence: DemoIndicators.Indicator.Evidence) throws {
        let reader = alliance.node(.investigator)
        let folder = alliance.home.appending(path: "erasure", directoryHint: .isDirectory)
        let files = ["entry.tlog-proof", "entry.bin", "log.vkey"].map {
            folder.appending(path: $0).path()
        }
        try reader.run(
            "log", "prove", evidence.origin, String(evidence.index), "--output", files[0],
            "--entry-output", files[1], "--vkey-output", files[2])
        try DemoProcess.output(of: [
            "log", "verify", files[0], "--entry", files[1], "--vkey", files[2],
        ])
        try reader.run("log", "audit", evidence.origin)
        line(
            "that entry \(evidence.index) of \(evidence.origin) was there still proves itself, and the whole log verifies"
        )
    }

    /// Pieces in which a database or its index may hold the name.
    private static let traces = ["xqvonne", "XQVONNE", "zwiebel", "ZWIEBEL"]

    /// The files of a member that hold some of the name; without its audit log, which says what was looked up word for word,
    /// as this story did to see that all have the report.
    private func files(of node: DemoNode) throws -> [String] {
        let all = FileManager.default.enumerator(
            at: node.home, includingPropertiesForKeys: [.isRegularFileKey])
        var found: [String] = []
        while let file = all?.nextObject() as? URL {
            let isFile = try? file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile
            // One that has just gone holds nothing any more.
            guard isFile == true, !file.lastPathComponent.hasPrefix("audit.sqlite"),
                let bytes = try? Data(contentsOf: file)
            else { continue }
            if Self.traces.contains(where: { bytes.range(of: Data($0.utf8)) != nil }) {
                found.append(file.lastPathComponent)
            }
        }
        return found
    }
}
