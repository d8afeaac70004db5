import Foundation
import Testing

@Suite struct EvidenceExportTests {
    @Test(
        "what a folder with a rival of a register version exports holds with the authority's key")
    func rivalRegister() async throws {
        try await TemporaryFolder.with { folder in
            let shell = try Shell(folder: folder)
            let alliance = "--alliance alliance.example"
            for command in [
                "alliance init --home authority \(alliance)",
                "member init --home verel \(alliance) --member maison-verel --name Verel",
                "alliance admit --home authority verel/peers/maison-verel.json --deliver verel",
            ] {
                let output = try await shell.run("touchstone \(command)")
                try #require(output.last?.hasPrefix("[exit") == false, "\(output)")
            }
            let origin = try RivalRegisters.take(
                authority: folder.appending(path: "authority"),
                member: folder.appending(path: "verel"))
            let written = try await shell.run(
                "touchstone evidence export \(origin) --output verel.evidence --home verel")
            // Beside it the rival is told of.
            #expect(
                written.first
                    == "Wrote the evidence about log \(origin), with 3 versions of the member register, to verel.evidence."
            )
            let verified = try await shell.run(
                "touchstone evidence verify verel.evidence --authority authority/certs/authority.vkey"
            )
            #expect(verified.first?.hasPrefix("The evidence holds.") == true, "\(verified)")
            #expect(verified.count == 2)
        }
    }
}
