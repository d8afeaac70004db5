import AllianceNames
import Credentials
import Foundation
import Roster
import SwiftASN1
import Testing
import X509

/// The path half of `PeerVerifier` against published cases (C2SP x509-limbo). Their certificates are
/// for web servers, so none may become a peer; where a case's path is valid, it is the leaf rules
/// that refuse it, and where it is not, something before them.
@Suite struct LimboTests {
    struct Case: Decodable, Sendable {
        let id: String
        let trustedCerts: [String]
        let untrustedIntermediates: [String]
        let peerCertificate: String
        let validationTime: String?
        let expectedResult: String

        // The file's own names.
        enum CodingKeys: String, CodingKey {
            case id
            case trustedCerts = "trusted_certs"
            case untrustedIntermediates = "untrusted_intermediates"
            case peerCertificate = "peer_certificate"
            case validationTime = "validation_time"
            case expectedResult = "expected_result"
        }
    }

    private struct File: Decodable { let testcases: [Case] }

    static let path: String = {
        let folder =
            ProcessInfo.processInfo.environment["TOUCHSTONE_VECTORS"]
            ?? URL(fileURLWithPath: #filePath).appendingPathComponent(
                "../../../../shared/vectors"
            ).standardized.path
        return folder + "/x509-limbo/limbo-offline.json"
    }()

    static let isThere = FileManager.default.fileExists(atPath: path)

    private func cases() throws -> [Case] {
        let data = try Data(contentsOf: URL(fileURLWithPath: Self.path))
        return try JSONDecoder().decode(File.self, from: data).testcases
    }

    /// The keyword of the refusal; nil for a peer that is believed or anchors that cannot be read.
    private func refusal(_ limbo: Case) async throws -> String? {
        guard
            let anchors = try? TrustAnchors(
                pem: limbo.trustedCerts.joined(separator: "\n"), path: limbo.id)
        else { return "anchors" }
        let chain = try ([limbo.peerCertificate] + limbo.untrustedIntermediates).map {
            try PEMDocument(pemString: $0).derBytes
        }
        // Our times are whole seconds: `2024-03-01T00:00:00.999+00:00` is cut.
        let text = (limbo.validationTime ?? "2026-01-01T00:00:00").prefix(19) + "Z"
        let time = try UTCTimestamp(parsing: text)
        let verifier = PeerVerifier(
            anchors: anchors, alliance: AllianceID(unchecked: "ipacc.example"))
        do {
            _ = try await verifier.verify(chainDER: chain, at: time)
            return nil
        } catch { return error.keyword }
    }

    @Test(
        "no certificate of the collection becomes a peer",
        .enabled(if: isThere, "the vectors folder x509-limbo is absent"))
    func nobody() async throws {
        let cases = try cases()
        #expect(cases.count > 200)
        for limbo in cases { #expect(try await refusal(limbo) != nil, "\(limbo.id)") }
    }

    @Test(
        "invalid paths end before the leaf rules",
        .enabled(if: isThere, "the vectors folder x509-limbo is absent"))
    func invalidPaths() async throws {
        let groups = [
            "pathlen::", "pathological::", "rfc5280::validity::", "rfc5280::unknown-critical",
            "rfc5280::chain-untrusted-root", "rfc5280::intermediate-ca-", "webpki::forbidden-",
        ]
        // Our limit is on certificates shown, and our times are whole seconds.
        let other = ["max-chain-depth", "notbefore-fractional"]
        var count = 0
        for limbo in try cases()
        where limbo.expectedResult == "FAILURE"
            && groups.contains(where: { limbo.id.hasPrefix($0) })
            && !other.contains(where: { limbo.id.contains($0) })
        {
            count += 1
            let refused = try await refusal(limbo)
            #expect(refused != "certificate-leaf" && refused != "spiffe-id", "\(limbo.id)")
        }
        #expect(count > 25)
    }

    @Test(
        "what is made to cost a verifier its time is refused by size, before any path is built",
        .enabled(if: isThere, "the vectors folder x509-limbo is absent"))
    func denialOfService() async throws {
        let expensive = try cases().filter {
            $0.id.contains("nc-dos") || $0.id.contains("pathological-chain")
        }
        #expect(expensive.count == 7)
        for limbo in expensive {
            let refused = try await refusal(limbo)
            #expect(["chain-too-long", "chain-too-large"].contains(refused), "\(limbo.id)")
        }
    }

    @Test(
        "valid paths come as far as the leaf rules",
        .enabled(if: isThere, "the vectors folder x509-limbo is absent"))
    func validPaths() async throws {
        var count = 0
        for limbo in try cases()
        where limbo.expectedResult == "SUCCESS"
            && ["pathlen::", "rfc5280::validity::"].contains(where: { limbo.id.hasPrefix($0) })
            && limbo.untrustedIntermediates.count < 3
        {
            count += 1
            #expect(try await refusal(limbo) == "certificate-leaf", "\(limbo.id)")
        }
        #expect(count >= 8)
    }

    @Test(
        "every case has the outcome that the collection expects, or one that is explained",
        .enabled(if: isThere, "the vectors folder x509-limbo is absent"))
    func everyCase() async throws {
        let cases = try cases()
        #expect(cases.count == 207)
        let explained = LimboDifferences.all.reduce(into: Set<String>()) { $0.formUnion($1) }
        #expect(explained.count == LimboDifferences.all.map(\.count).reduce(0, +))
        #expect(explained.isSubset(of: Set(cases.map(\.id))))
        for limbo in cases {
            let refused = try await refusal(limbo)
            #expect(refused != nil, "\(limbo.id) has become a peer")
            let isPathAccepted = refused == "certificate-leaf" || refused == "spiffe-id"
            let isAsExpected = isPathAccepted == (limbo.expectedResult == "SUCCESS")
            #expect(
                isAsExpected != explained.contains(limbo.id),
                "\(limbo.id): expected \(limbo.expectedResult), found \(refused ?? "a peer")")
        }
    }

    @Test("the page about the collection lists the cases that differ, and no others")
    func page() throws {
        let page = try String(
            contentsOf: URL(fileURLWithPath: #filePath).appendingPathComponent(
                "../../../docs/x509-limbo.md"
            ).standardized, encoding: .utf8)
        let listed = page.matches(of: /`([a-z0-9-]+(?:::[a-z0-9.-]+)+)`/).map { String($0.1) }
        let explained = LimboDifferences.all.reduce(into: Set<String>()) { $0.formUnion($1) }
        #expect(Set(listed) == explained && listed.count == explained.count)
    }
}
