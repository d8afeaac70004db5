import AllianceNode
import Foundation
import JSON
import NodeAPI
import Testing

/// What is handed to other people's monitoring is held against what a node gives.
@Suite struct MonitoringFilesTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../..").standardizedFileURL
    private static let folder = root.appending(path: "packaging/monitoring")
    private static let promtool = ["/usr/bin/promtool", "/usr/local/bin/promtool"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    private func text(_ path: String) throws -> String {
        try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
    }

    @Test(
        "dashboard, alarms and pages name only metrics that a node gives, and the page all of them")
    func names() async throws {
        let alliance = try await ErasureAlliance(["brand"])
        let node = try OpenedNode(alliance.home("brand"))
        let given = Set(NodeMetrics(node).families().map(\.name))
        try node.close()
        #expect(given.count > 15)
        for path in [
            "packaging/monitoring/grafana-dashboard.json", "packaging/monitoring/alerts.yml",
            "packaging/monitoring/alerts.test.yml", "docs/desk-port.md", "docs/monitoring.md",
        ] {
            let named = Set(
                try text(path).matches(of: /touchstone_[a-z_]+[a-z]/).map { String($0.output) })
            #expect(named.subtracting(given).sorted() == [], "\(path) names what no node gives")
            if path == "docs/monitoring.md" {
                #expect(given.subtracting(named).sorted() == [], "\(path) leaves something out")
            }
        }
    }

    @Test("the page has each reason for which a node is not ready")
    func reasons() throws {
        let page = try text("docs/monitoring.md")
        let reasons = try text("Sources/AllianceNode/Desk/NodeReadiness.swift")
            .matches(of: /"([a-z]+(?:-[a-z]+)+)"/).map { String($0.output.1) }
        #expect(reasons.count > 8)
        for reason in reasons { #expect(page.contains("`\(reason)`"), "\(reason)") }
    }

    @Test("the dashboard is JSON whose panels have numbers of their own and ask something")
    func dashboard() throws {
        let text = try text("packaging/monitoring/grafana-dashboard.json")
        guard case .object(let dashboard) = try JSONValue(parsing: text),
            case .array(let panels)? = dashboard["panels"]
        else {
            Issue.record("no object with panels")
            return
        }
        var numbers: Set<String> = []
        for case .object(let panel) in panels {
            guard case .number(let number)? = panel["id"],
                case .array(let targets)? = panel["targets"]
            else {
                Issue.record("a panel without a number or questions")
                continue
            }
            #expect(numbers.insert(number).inserted)
            #expect(!targets.isEmpty)
        }
        #expect(numbers.count == panels.count && !panels.isEmpty)
    }

    @Test(
        "Prometheus takes the alarms, and each goes off when it should",
        .enabled(if: promtool != nil, "promtool is not installed"))
    func alarms() throws {
        for arguments in [["check", "rules", "alerts.yml"], ["test", "rules", "alerts.test.yml"]] {
            let process = Process()
            process.executableURL = URL(filePath: try #require(Self.promtool))
            process.arguments = arguments
            process.currentDirectoryURL = Self.folder
            process.standardOutput = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            #expect(process.terminationStatus == 0, "promtool \(arguments.joined(separator: " "))")
        }
    }
}
