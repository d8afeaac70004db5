import AllianceNode
package import ArgumentParser
import AuditTrail
import Credentials
import Foundation

package struct AuditRenew: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "renew",
        abstract: "Begin another audit log, where the one that is here cannot be gone on with.",
        discussion: """
            For a folder whose audit log was lost in part, or put back to an older copy: nothing is shown \
            at its desk until another one is begun. What is there stays, and is verified as before; the \
            new log records who began it and why. Stop the node first.

            Example: touchstone audit renew --reason "disk replaced, backup of Monday" --yes
            """)

    @OptionGroup package var home: HomeOption
    @Option(help: "Why, for those who read the log later.") var reason: String
    @Flag(help: "Do it; without this, only say what would be done.") var yes = false

    package init() {}

    package func run() async throws {
        let node = try home.open(isMerged: false)
        let certs = node.home.certs
        let moved = [certs.auditKey, certs.auditFence].filter(DurableFile.exists)
        guard yes else {
            Output.write(
                "Nothing was changed. Say --yes to put \(moved.isEmpty ? "nothing" : moved.joined(separator: " and ")) aside and begin another audit log."
            )
            return
        }
        let stamp = node.clock.now()
        for path in moved {
            let ending = path == certs.auditKey ? "key" : "fence"
            try DurableFile.move(path, to: "\(certs.path)/audit-\(stamp).\(ending)")
        }
        let log = try node.auditLog()
        try await log.append([
            AuditRecord(
                who: .operatorOfMachine(NSUserName()), action: .begin,
                details: [.reason: reason])
        ])
        Output.write("\(log.origin) is begun; start the node.")
        try log.close()
    }
}
