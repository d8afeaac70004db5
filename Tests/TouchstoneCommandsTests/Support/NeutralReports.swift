import AllianceNames
import AllianceNode
import Credentials
import Foundation
import Statements
import TransparencyLog

/// Has one member publish reports of another, as their desks do it by letters, and leaves the openings in files.
enum NeutralReports {
    /// - Parameters:
    ///   - asker: the folder of the member that is not named.
    ///   - publisher: the folder of the one that publishes.
    ///   - folder: gets `as-asked.opening`, `changed.opening` and, of what was never published, `never.opening`.
    static func publish(of asker: URL, by publisher: URL, in folder: URL) async throws {
        let asking = try OpenedNode(HomeFolder(asker.path()))
        let node = try OpenedNode(HomeFolder(publisher.path()))
        let origin = asking.writer.origin(in: .alliance)
        let signer = try asking.keys.logSigner(for: origin)
        var reports: [Statement] = []
        for name in ["as-asked", "changed", "never"] {
            var report = IndicatorAssertion(
                indicator: try Indicator(.domain, parsing: "\(name).example"), basis: .testBuy,
                confidence: 80, tlp: .amber, note: "Bought twice")
            let opening = try OriginOpening(
                of: report, in: origin, through: node.member,
                salt: (0..<OriginOpening.saltBytes).map { _ in UInt8.random(in: .min ... .max) },
                signedBy: signer)
            report.originCommitment = opening.commitment
            if name == "changed" { report.note = "Bought once" }
            if name != "never" { reports.append(.assertIndicator(report)) }
            try Data(opening.bytes).write(to: folder.appending(path: "\(name).opening"))
        }
        try await node.report(reports, to: .alliance)
        try asking.close()
        try node.close()
    }
}
