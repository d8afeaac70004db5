import Foundation
import Testing

/// The house's plan: `Package.swift` lists the targets lowest first, and a target imports only what
/// stands above it in that list.
@Suite struct ImportOrderTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The targets in the order of Package.swift.
    static func targets() throws -> [String] {
        let manifest = try String(
            contentsOf: root.appending(path: "Package.swift"), encoding: .utf8)
        return manifest.matches(
            of: /(?:library\(|executableTarget\()\s*(?:name: )?"([A-Za-z0-9-]+)"/
        ).map { String($0.output.1) }
    }

    static func imports(ofTarget target: String) throws -> [(file: String, module: String)] {
        let folder = root.appending(path: "Sources/\(target)")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        var found: [(String, String)] = []
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift" else { continue }
            let text = try String(contentsOf: file, encoding: .utf8)
            let pattern =
                /(?m)^(?:(?:package|public|internal|private|fileprivate) )?(?:@[a-zA-Z_]+ )*import (?:struct |class |enum |func )?([A-Za-z0-9_]+)/
            for match in text.matches(of: pattern) {
                found.append((file.lastPathComponent, String(match.output.1)))
            }
        }
        return found
    }

    @Test("the manifest lists the targets of the house")
    func manifestIsRead() throws {
        let targets = try Self.targets()
        #expect(targets.first == "AllianceNames")
        #expect(targets.contains("touchstone"))
        #expect(targets.count >= 15)
    }

    @Test("a target imports only targets that stand above it in the manifest")
    func layers() throws {
        let targets = try Self.targets()
        for (position, target) in targets.enumerated() where target != "touchstone-benchmarks" {
            for (file, module) in try Self.imports(ofTarget: target) {
                guard let other = targets.firstIndex(of: module) else { continue }
                #expect(other < position, "\(target)/\(file) imports \(module)")
            }
        }
    }

    @Test(
        "what decides imports no I/O: no NIO, GRDB, HTTP or dispatch, no full Foundation in the words",
        arguments: [
            "AllianceNames", "CivilTime", "GS1", "CRDT", "JSON", "TransparencyLog", "Statements",
            "Roster",
            "Replication",
            "MergedView", "ProductAuthentication", "MarkRecognition", "ImageRecognition", "STIX",
            "TAXII", "MISP",
            "EPCIS", "SignIn", "Casework", "Complaints", "DSA", "Screening", "ComplaintScoring",
            "Marketplaces", "Accounts",
        ])
    func purity(target: String) throws {
        let forbidden: Set = [
            "NIOCore", "NIOPosix", "NIOSSL", "GRDB", "AsyncHTTPClient", "Hummingbird", "Dispatch",
            "Glibc", "Logging", "X509", "ServiceLifecycle",
        ]
        for (file, module) in try Self.imports(ofTarget: target) {
            #expect(!forbidden.contains(module), "\(target)/\(file) imports \(module)")
        }
    }

    @Test("the architecture page names every target")
    func architecturePage() throws {
        let page = try String(
            contentsOf: Self.root.appending(path: "docs/ARCHITECTURE.md"), encoding: .utf8)
        for target in try Self.targets() {
            #expect(page.contains("`\(target)`"), "docs/ARCHITECTURE.md does not name \(target)")
        }
    }

    @Test("what the architecture page says to read first of a target is there")
    func readFirst() throws {
        let page = try String(
            contentsOf: Self.root.appending(path: "docs/ARCHITECTURE.md"), encoding: .utf8)
        var count = 0
        for row in page.matches(of: /(?m)^\| `([A-Za-z0-9-]+)`.* \| ([^|]+) \|$/) {
            for file in row.output.2.matches(of: /`([^` ]+\.(?:swift|c))`/) {
                count += 1
                let paths = ["Sources/\(row.output.1)/\(file.output.1)", String(file.output.1)]
                #expect(
                    paths.contains {
                        FileManager.default.fileExists(
                            atPath: Self.root.appending(path: $0).path())
                    }, "\(row.output.1): \(file.output.1)")
            }
        }
        #expect(count > 40)
    }

    @Test("the top level holds only what the house was given")
    func topLevel() throws {
        let allowed: Set = [
            "Package.swift", "Package.resolved", "Sources", "Tests", "README.md", "LICENSE",
            "peers",
            "certs", "docs", "Benchmarks", "Makefile", ".ci", ".git", ".gitignore", ".swift-format",
            ".build", ".demo", "packaging",
        ]
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.root.path())
        for name in names where !name.hasPrefix(".build") {
            #expect(allowed.contains(name), "\(name) at the top level")
        }
    }
}
