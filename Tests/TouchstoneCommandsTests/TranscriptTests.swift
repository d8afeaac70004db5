import Foundation
import Testing

/// The command line as people meet it: what is typed, what is printed where, and the exit status.
@Suite struct TranscriptTests {
    @Test(
        "each transcript is what the program says today",
        arguments: [
            "first-reports", "lists", "proofs", "products", "damage", "usage", "nodes", "keys",
            "evidence", "erasure", "safekeeping",
        ])
    func transcript(name: String) throws {
        try TemporaryFolder.with { folder in try compare(name, in: folder) }
    }

    @Test(
        "with an expired member register a folder answers its own people, warns, and signs nothing")
    func expiredRegister() throws {
        try TemporaryFolder.with { folder in
            let shell = try Shell(folder: folder)
            let alliance = "--alliance alliance.example"
            for command in [
                "alliance init --home authority \(alliance)",
                "member init --home verel \(alliance) --member maison-verel --name Verel --prefix 9521001",
                "alliance admit --home authority verel/peers/maison-verel.json --deliver verel",
                "indicator add domain verel-sale.example --home verel",
            ] {
                let output = try shell.run("touchstone \(command)")
                try #require(output.last?.hasPrefix("[exit") == false, "\(output)")
            }
            try ExpiredRegister.publish(
                authority: folder.appending(path: "authority"),
                member: folder.appending(path: "verel"))
            try compare("expired", in: folder)
        }
    }

    private func compare(_ name: String, in folder: URL) throws {
        let expected = try Transcript(named: name)
        let found = try expected.run(in: folder)
        if Transcript.isRecording {
            try found.record()
            Issue.record("\(name) was recorded anew; read the diff, then run the test again")
            return
        }
        for (step, was) in zip(found.steps, expected.steps) {
            #expect(
                step.output == was.output,
                "\(name): $ \(step.command)\n\(step.output.joined(separator: "\n"))")
        }
    }
}
