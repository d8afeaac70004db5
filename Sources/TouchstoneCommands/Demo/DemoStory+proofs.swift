import Foundation

extension DemoStory {
    /// The same-records check: equal state roots.
    func compareRecords() throws {
        chapter("Do all members see the same?")
        for channel in ["alliance", "luxury"] {
            let readers = alliance.nodes.filter {
                channel == "alliance" || $0.member.channels.contains(channel)
            }
            var roots: [String] = []
            try eventually("all \(readers.count) readers of \(channel) have the same records") {
                roots = try readers.map { node in
                    try node.answer(DemoRoots.self, "view", "root").roots
                        .first { $0.channel == channel }?.root ?? "none"
                }
                return Set(roots).count == 1 && roots.first != "none"
            }
            line("channel \(channel): \(readers.count) members, one and the same \(roots[0])")
        }
    }

    /// A proof taken away and verified from files alone.
    func proveOffline() throws {
        chapter("Evidence that proves itself")
        let investigator = alliance.node(.investigator)
        guard let found = try show(investigator, "seller-account", "bazario:goldriver-88"),
            let evidence = found.evidence.first(where: { $0.origin.contains(DemoMember.luxury.id) })
        else { throw DemoFailure("the seller's evidence was not found") }
        let folder = alliance.home.appending(path: "evidence", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let proof = folder.appending(path: "entry.tlog-proof").path()
        let entry = folder.appending(path: "entry.bin").path()
        let key = folder.appending(path: "log.vkey").path()
        try investigator.run(
            "log", "prove", evidence.origin, String(evidence.index), "--output", proof,
            "--entry-output", entry, "--vkey-output", key)
        let verify = ["log", "verify", proof, "--entry", entry, "--vkey", key]
        try DemoProcess.output(of: verify)
        line("entry \(evidence.index) of \(evidence.origin) verifies from three files, offline")
        var bytes = try Data(contentsOf: URL(filePath: entry))
        bytes[bytes.count - 1] ^= 1
        let forged = folder.appending(path: "forged.bin").path()
        try bytes.write(to: URL(filePath: forged))
        let refusal = try DemoProcess.run([
            "log", "verify", proof, "--entry", forged, "--vkey", key,
        ])
        try require(refusal.status == 1, "a changed entry does not verify")
        line("with one bit of the entry changed, it does not")
        let export = alliance.home.appending(path: "export", directoryHint: .isDirectory)
        try investigator.run("log", "export", evidence.origin, export.path())
        line("the whole log, as static files that any C2SP tool reads: \(export.path())")
    }
}
