import Foundation
import Testing

/// The shared folder of published test vectors: `TOUCHSTONE_VECTORS`, else `../shared/vectors`
/// beside the package.
enum Vectors {
    static let folder: URL = {
        if let path = ProcessInfo.processInfo.environment["TOUCHSTONE_VECTORS"] {
            return URL(fileURLWithPath: path, isDirectory: true)
        }
        let package = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return package.appendingPathComponent("../shared/vectors", isDirectory: true)
            .standardizedFileURL
    }()

    static func has(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: folder.appendingPathComponent(name).path)
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appendingPathComponent(path)))
    }

    static func text(_ path: String) throws -> String {
        String(decoding: try bytes(path), as: UTF8.self)
    }

    static func json<Value: Decodable>(_ path: String, as type: Value.Type) throws -> Value {
        try decoded(bytes(path), as: type)
    }

    static func decoded<Value: Decodable>(_ json: [UInt8], as type: Value.Type) throws -> Value {
        try JSONDecoder().decode(type, from: Data(json))
    }

    /// Paths of the files below `path`, sorted, relative to the vectors folder.
    static func files(below path: String, suffix: String = "") throws -> [String] {
        let start = folder.appendingPathComponent(path).path
        return try FileManager.default.subpathsOfDirectory(atPath: start)
            .filter { $0.hasSuffix(suffix) }
            .filter { file in
                var isFolder: ObjCBool = false
                return FileManager.default.fileExists(
                    atPath: start + "/" + file, isDirectory: &isFolder) && !isFolder.boolValue
            }
            .sorted().map { path + "/" + $0 }
    }

    /// A gzip file's contents, by the system's own gzip.
    static func gunzipped(_ path: String) throws -> [UInt8] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", folder.appendingPathComponent(path).path]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return Array(data)
    }
}

/// The skip that a test names when its vectors are not there.
func vectors(_ name: String) -> ConditionTrait {
    .enabled(if: Vectors.has(name), "vectors/\(name) is not on this machine")
}
