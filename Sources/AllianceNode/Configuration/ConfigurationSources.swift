package import Credentials

/// Where a node's configuration comes from: the command line goes before the environment, and that
/// before the file. Read at the start, and again when the node is told to reload.
package struct ConfigurationSources: Sendable {
    /// What was read, and all that is wrong with it.
    package struct Reading: Equatable, Sendable {
        package var configuration = NodeConfiguration()
        package var problems: [ConfigurationProblem] = []
        /// Variables that look like settings and are none. They are told and not refused: the environment
        /// is not written for this program alone, and platforms put `TOUCHSTONE_PORT` there for a service
        /// that is called so.
        package var unknownVariables: [String] = []
        /// The file that was read, where there is one.
        package var file: String?
    }

    /// Names a file in the place of that in the folder.
    package static let fileVariable = "TOUCHSTONE_CONFIG"
    /// Of other parts of the program.
    private static let otherVariables = [fileVariable, "TOUCHSTONE_SIGNING_MEMORY"]

    private let flags: [NodeSetting: String]
    private let environment: [String: String]
    private let path: String
    /// A file that somebody named has to be there.
    private let isNamed: Bool

    /// - Parameters:
    ///   - flags: what the command line says.
    ///   - file: in the place of `touchstone.conf` in the folder.
    package init(
        flags: [NodeSetting: String] = [:], environment: [String: String], home: HomeFolder,
        file: String? = nil
    ) {
        self.flags = flags
        self.environment = environment
        let variable = environment[Self.fileVariable].flatMap { $0.isEmpty ? nil : $0 }
        path = file ?? variable ?? home.configuration
        isNamed = file != nil || variable != nil
    }

    /// What is wrong with the values of a command line, whatever else says.
    package static func problems(in flags: [NodeSetting: String]) -> [ConfigurationProblem] {
        var configuration = NodeConfiguration()
        return NodeSetting.allCases.compactMap { setting in
            guard let text = flags[setting] else { return nil }
            do throws(ConfigurationProblem) {
                try configuration.take(GivenSetting(setting, text, .commandLine))
                return nil
            } catch {
                return error
            }
        }
    }

    package func read() -> Reading {
        guard isNamed || DurableFile.exists(path) else { return reading(of: nil) }
        do throws(CredentialsError) {
            return reading(of: try ConfigurationFile(path: path))
        } catch {
            var reading = reading(of: nil)
            reading.problems.insert(.init("configuration-file", path, "\(error)"), at: 0)
            return reading
        }
    }

    /// - Parameter file: what the file says; nil where there is none.
    package func reading(of file: ConfigurationFile?) -> Reading {
        var reading = Reading()
        reading.file = file?.path
        reading.problems = file?.problems ?? []
        var given = file?.given ?? []
        for setting in NodeSetting.allCases {
            guard let text = environment[setting.variable], !text.isEmpty else { continue }
            given.append(GivenSetting(setting, text, .environment))
        }
        for setting in NodeSetting.allCases {
            if let text = flags[setting] {
                given.append(GivenSetting(setting, text, .commandLine))
            }
        }
        let known = NodeSetting.allCases.map(\.variable) + Self.otherVariables
        reading.unknownVariables = environment.keys
            .filter { $0.hasPrefix(NodeSetting.variablePrefix) && !known.contains($0) }.sorted()
        // The last one counts; a wrong value is a mistake also where another one goes before it.
        var inForce: [NodeSetting: GivenSetting] = [:]
        for entry in given {
            do throws(ConfigurationProblem) {
                try reading.configuration.take(entry)
                inForce[entry.setting] = entry
            } catch {
                reading.problems.append(error)
            }
        }
        reading.problems += Self.combinations(inForce, given)
        return reading
    }

    /// What one setting asks of another.
    private static func combinations(
        _ inForce: [NodeSetting: GivenSetting], _ given: [GivenSetting]
    ) -> [ConfigurationProblem] {
        func isGiven(_ setting: NodeSetting) -> Bool { given.contains { $0.setting == setting } }
        var problems: [ConfigurationProblem] = []
        let ofDesk: [NodeSetting] = [
            .deskHost, .deskCertificate, .deskKey, .deskURL, .webhookHosts, .sendmail, .mailFrom,
        ]
        for entry in ofDesk.compactMap({ inForce[$0] }) where !isGiven(.deskPort) {
            problems.append(
                .init("setting-combination", entry, "needs \(NodeSetting.deskPort.name) as well"))
        }
        let pair: [(NodeSetting, NodeSetting)] = [
            (.deskCertificate, .deskKey), (.deskKey, .deskCertificate), (.sendmail, .mailFrom),
            (.mailFrom, .sendmail),
        ]
        for (one, other) in pair where !isGiven(other) {
            if let entry = inForce[one] {
                problems.append(
                    .init("setting-combination", entry, "needs \(other.name) as well"))
            }
        }
        return problems
    }
}
