// swift-tools-version:6.2
import PackageDescription

// One flag set for every target: a change of flags rebuilds the world.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let protobuf = Target.Dependency.product(name: "SwiftProtobuf", package: "swift-protobuf")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let x509 = Target.Dependency.product(name: "X509", package: "swift-certificates")
let asn1 = Target.Dependency.product(name: "SwiftASN1", package: "swift-asn1")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioHTTPTypes = Target.Dependency.product(
    name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let nioTLS = Target.Dependency.product(name: "NIOTLS", package: "swift-nio")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let lifecycle = Target.Dependency.product(
    name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals = Target.Dependency.product(
    name: "UnixSignals", package: "swift-service-lifecycle")
let argumentParser = Target.Dependency.product(
    name: "ArgumentParser", package: "swift-argument-parser")

/// A library target. Names of our own targets are strings, products of others the constants above.
func library(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target
{
    .target(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(
        name: name + "Tests", dependencies: [.init(stringLiteral: name)] + dependencies,
        swiftSettings: settings)
}

// Lowest layer first; a target imports only what stands above it in this list (LayoutTests).
let package = Package(
    name: "touchstone",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "touchstone", targets: ["touchstone"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", exact: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", exact: "1.21.1"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/apple/swift-protobuf", exact: "1.39.0"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(
            url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        // words
        library("AllianceNames", []),
        library("CivilTime", []),
        library("GS1", ["CivilTime"], exclude: ["Dictionary/Tables/generate.py"]),
        library("CSV", [], exclude: ["Encoding/Tables/generate.py"]),
        library("JSON", []),
        library("CRDT", []),
        // meaning
        library("TransparencyLog", [crypto]),
        library(
            "Statements", ["AllianceNames", "GS1", "TransparencyLog", crypto, protobuf],
            exclude: ["Schema/statements.proto", "Unicode/Tables/generate.py"]),
        library(
            "Roster",
            ["AllianceNames", "CivilTime", "GS1", "JSON", "TransparencyLog", "Statements"]),
        // decide
        library(
            "MarkRecognition", ["AllianceNames", "JSON", "Statements"],
            exclude: ["Context/Tables/generate.py", "Text/Tables/generate.py"]),
        library(
            "Replication", ["AllianceNames", "TransparencyLog", "Statements", "Roster", crypto]),
        library(
            "MergedView",
            [
                "AllianceNames", "CRDT", "GS1", "TransparencyLog", "Statements", "Roster",
                "MarkRecognition", "Replication", crypto,
            ]),
        library(
            "Evidence",
            [
                "AllianceNames", "CRDT", "JSON", "TransparencyLog", "Statements", "Roster",
                "Replication", "MergedView",
            ]),
        library(
            "ProductAuthentication",
            ["AllianceNames", "CSV", "GS1", "TransparencyLog", "Statements", "Roster", crypto]),
        library("ImageRecognition", []),
        library(
            "STIX",
            ["AllianceNames", "CivilTime", "JSON", "TransparencyLog", "Statements", crypto]),
        library(
            "TAXII",
            [
                "AllianceNames", "CRDT", "JSON", "TransparencyLog", "Statements", "Roster",
                "Replication", "MergedView", "STIX", crypto,
            ]),
        library("MISP", ["AllianceNames", "JSON", "Statements", "STIX", crypto]),
        library(
            "EPCIS",
            ["CivilTime", "GS1", "JSON", "TransparencyLog", "Statements", "ProductAuthentication"]),
        library(
            "SignIn",
            [
                "AllianceNames", "GS1", "JSON", "TransparencyLog", "Statements", crypto,
                cryptoExtras,
            ]),
        library(
            "AuditTrail", ["AllianceNames", "JSON", "TransparencyLog", "Statements", "SignIn"]),
        library(
            "Casework",
            [
                "AllianceNames", "CRDT", "JSON", "TransparencyLog", "Statements", "Roster",
                "MarkRecognition", "SignIn",
            ]),
        library(
            "Notices",
            [
                "AllianceNames", "CivilTime", "CRDT", "JSON", "TransparencyLog", "Statements",
                "MergedView", "MarkRecognition", "ImageRecognition", "SignIn", crypto,
            ]),
        library(
            "Complaints",
            ["AllianceNames", "CivilTime", "CRDT", "TransparencyLog", "Statements"]),
        library(
            "DSA", ["AllianceNames", "JSON", "TransparencyLog", "Statements", "Complaints"]),
        library(
            "Screening",
            [
                "AllianceNames", "CRDT", "GS1", "JSON", "Statements", "MergedView",
                "MarkRecognition", "ImageRecognition",
            ]),
        library("ComplaintScoring", ["Statements", "Complaints"]),
        library(
            "Marketplaces",
            [
                "AllianceNames", "JSON", "TransparencyLog", "Statements", "Roster", "Notices",
                "Complaints",
            ]),
        library(
            "Accounts",
            ["AllianceNames", "TransparencyLog", "Statements", "Notices", "Complaints"]),
        // rim
        .target(name: "PageChecksums", dependencies: [sqlite]),
        library(
            "SQLiteStore",
            [
                "AllianceNames", "CRDT", "GS1", "CSV", "TransparencyLog", "Statements", "Roster",
                "Replication", "MergedView", "ProductAuthentication", "STIX", "TAXII", "MISP",
                "EPCIS", "JSON", "SignIn", "Casework", "Notices", "Complaints", "Accounts",
                "PageChecksums", grdb,
                sqlite,
            ]),
        library("Credentials", ["AllianceNames", "TransparencyLog", "Roster", crypto, x509, asn1]),
        library(
            "IdentityProvider", ["SignIn", nioCore, nioHTTP1, nioSSL, httpClient]),
        library(
            "Peering",
            [
                "AllianceNames", "TransparencyLog", "Roster", "Replication",
                "ProductAuthentication", "Credentials", nioCore, nioPosix, nioHTTP1, nioSSL,
                httpClient, httpTypes, logging, x509,
            ]),
        // surface
        library(
            "NodeAPI",
            [
                "AllianceNames", "CivilTime", "CRDT", "CSV", "GS1", "JSON", "TransparencyLog",
                "Statements", "Roster", "Replication", "MergedView", "Evidence",
                "ProductAuthentication",
                "MarkRecognition", "ImageRecognition", "STIX", "TAXII", "EPCIS", "SignIn",
                "AuditTrail", "Casework",
                "Notices", "Complaints", "DSA", "Screening", "ComplaintScoring", "Marketplaces",
                "Accounts", "Credentials", "Peering",
                nioCore, nioPosix, nioHTTP1, nioHTTPTypes, nioSSL, nioTLS, httpTypes, hummingbird,
                hummingbirdCore,
                lifecycle,
                logging,
            ]),
        // compose
        library(
            "AllianceNode",
            [
                "AllianceNames", "CRDT", "CSV", "GS1", "JSON", "TransparencyLog", "Statements",
                "Roster", "Replication", "MergedView", "Evidence", "ProductAuthentication",
                "MarkRecognition", "ImageRecognition", "STIX",
                "TAXII", "MISP", "EPCIS", "SignIn", "AuditTrail", "Casework", "Notices",
                "Complaints", "DSA", "Screening", "ComplaintScoring", "Marketplaces", "Accounts",
                "SQLiteStore", "Credentials",
                "IdentityProvider", "Peering", "NodeAPI", lifecycle,
                unixSignals,
                logging, nioCore,
                nioPosix, nioHTTP1, nioSSL, httpClient, crypto, x509,
            ]),
        // start
        library(
            "TouchstoneCommands",
            [
                "AllianceNames", "CivilTime", "CRDT", "CSV", "GS1", "TransparencyLog", "Statements",
                "Roster", "Replication", "MergedView", "Evidence", "ProductAuthentication",
                "JSON", "MarkRecognition", "ImageRecognition", "STIX", "TAXII", "EPCIS", "SignIn",
                "AuditTrail", "Casework", "Notices", "Complaints", "DSA", "Screening",
                "ComplaintScoring", "Marketplaces", "Accounts", "SQLiteStore", "Credentials",
                "Peering", "NodeAPI", "AllianceNode",
                argumentParser, logging,
                lifecycle, nioPosix, crypto, x509,
            ]),
        .executableTarget(
            name: "touchstone", dependencies: ["TouchstoneCommands"], swiftSettings: settings),
        // tests, in the same order
        .target(
            name: "TestAlliance",
            dependencies: [
                "AllianceNames", "TransparencyLog", "Roster", "Credentials", crypto, x509,
            ],
            path: "Tests/TestAlliance", swiftSettings: settings),
        .target(
            name: "Simulation",
            dependencies: [
                "AllianceNames", "CRDT", "TransparencyLog", "Statements", "Roster", "Replication",
                "MergedView", crypto,
            ],
            path: "Tests/Simulation", exclude: ["Command", "Mutants"], swiftSettings: settings),
        .executableTarget(
            name: "touchstone-simulate", dependencies: ["Simulation"],
            path: "Tests/Simulation/Command", swiftSettings: settings),
        .target(
            name: "HostilePeers",
            dependencies: [
                "AllianceNames", "GS1", "TransparencyLog", "Statements", "Roster", "Replication",
                "Credentials", "Peering", "AllianceNode", nioCore, nioHTTP1, nioPosix, nioSSL,
                nioTLS,
            ],
            path: "Tests/HostilePeers", swiftSettings: settings),
        tests("AllianceNames", []),
        tests("CivilTime", []),
        tests("GS1", []),
        tests("CSV", []),
        tests("JSON", []),
        tests("CRDT", []),
        tests("TransparencyLog", [crypto]),
        tests("Statements", ["AllianceNames", "GS1", "TransparencyLog", crypto, protobuf]),
        tests(
            "Roster", ["AllianceNames", "GS1", "JSON", "TransparencyLog", "Statements", crypto]),
        tests(
            "Replication", ["AllianceNames", "TransparencyLog", "Statements", "Roster", crypto]),
        tests(
            "MergedView",
            ["AllianceNames", "CRDT", "GS1", "TransparencyLog", "Statements", "Roster", crypto]),
        tests(
            "Evidence",
            [
                "AllianceNames", "CRDT", "TransparencyLog", "Statements", "Roster", "Replication",
                "MergedView", crypto,
            ]),
        tests(
            "ProductAuthentication",
            [
                "AllianceNames", "CSV", "GS1", "TransparencyLog", "Statements", "Roster", crypto,
                "SupplyChainTraces", "CloneTrial",
            ]),
        tests("MarkRecognition", ["AllianceNames", "Statements"]),
        tests("ImageRecognition", []),
        tests("Simulation", ["AllianceNames", "TransparencyLog", "Replication"]),
        tests("STIX", ["AllianceNames", "JSON", "TransparencyLog", "Statements"]),
        tests(
            "TAXII",
            [
                "AllianceNames", "CRDT", "JSON", "TransparencyLog", "Statements", "MergedView",
                "STIX",
            ]),
        tests("MISP", ["AllianceNames", "JSON", "Statements"]),
        tests(
            "SignIn",
            [
                "AllianceNames", "JSON", "TransparencyLog", "Statements", crypto, cryptoExtras,
            ]),
        tests(
            "AuditTrail",
            ["AllianceNames", "JSON", "TransparencyLog", "Statements", "SignIn"]),
        tests(
            "Casework",
            ["AllianceNames", "JSON", "TransparencyLog", "Statements", "SignIn"]),
        tests(
            "Notices",
            [
                "AllianceNames", "CRDT", "JSON", "TransparencyLog", "Statements", "MergedView",
                "MarkRecognition", "ImageRecognition", "SignIn",
            ]),
        tests(
            "Complaints", ["AllianceNames", "CRDT", "GS1", "TransparencyLog", "Statements"]),
        tests(
            "DSA", ["AllianceNames", "JSON", "TransparencyLog", "Statements", "Complaints"]),
        tests(
            "Screening",
            [
                "AllianceNames", "GS1", "JSON", "Statements", "MarkRecognition",
                "ImageRecognition",
            ]),
        tests("ComplaintScoring", ["AllianceNames", "Statements", "Complaints"]),
        tests(
            "Marketplaces",
            [
                "AllianceNames", "JSON", "TransparencyLog", "Statements", "Notices", "Complaints",
                crypto,
            ]),
        tests(
            "Accounts",
            ["AllianceNames", "TransparencyLog", "Statements", "Notices", "Complaints"]),
        tests("EPCIS", ["GS1", "JSON", "TransparencyLog", "Statements", "ProductAuthentication"]),
        tests(
            "SQLiteStore",
            [
                "AllianceNames", "CRDT", "GS1", "CSV", "TransparencyLog", "Statements", "Roster",
                "Replication", "MergedView", "ProductAuthentication", "JSON", "STIX", "TAXII",
                "MISP", "EPCIS", "SignIn", "Casework", "Notices", "Complaints", "Accounts",
                "Simulation", grdb,
                sqlite, crypto,
            ]),
        tests(
            "Credentials", ["AllianceNames", "TransparencyLog", "Roster", crypto, x509, asn1]),
        tests(
            "Peering",
            [
                "AllianceNames", "TransparencyLog", "Roster", "Replication",
                "Credentials", "TestAlliance", nioCore, nioPosix, nioHTTP1, nioSSL, logging,
            ]),
        tests(
            "NodeAPI",
            [
                "AllianceNames", "CRDT", "GS1", "JSON", "ProductAuthentication", "MarkRecognition",
                "ImageRecognition", "EPCIS", "Complaints", "DSA", "Screening",
                "ComplaintScoring", "SignIn", "AuditTrail", "Casework", "TransparencyLog",
                "Statements",
                "Roster", "Replication",
                "MergedView",
                "Evidence", "Credentials", "Peering", "TestAlliance", nioCore, nioEmbedded,
                nioPosix,
                nioSSL, logging, lifecycle, crypto,
            ]),
        tests(
            "AllianceNode",
            [
                "AllianceNames", "CRDT", "GS1", "TransparencyLog", "Statements", "Roster",
                "Replication",
                "MergedView", "Evidence", "ProductAuthentication", "MarkRecognition",
                "ImageRecognition", "JSON", "STIX", "EPCIS", "Complaints", "DSA", "Screening",
                "ComplaintScoring", "Marketplaces", "Accounts", "SignIn", "AuditTrail", "Casework",
                "Notices",
                "SQLiteStore", "Credentials", "IdentityProvider",
                "Peering", "NodeAPI", "TestAlliance", "HostilePeers", httpClient, lifecycle,
                logging, nioCore,
                nioHTTP1,
                nioPosix,
                nioSSL, crypto,
            ]),
        .testTarget(
            name: "TouchstoneCommandsTests",
            // The program itself: transcripts run it as a person does.
            dependencies: [
                "AllianceNames", "JSON", "TransparencyLog", "Statements", "Roster", "Replication",
                "Complaints", "Accounts", "SQLiteStore", "Credentials", "AllianceNode",
                "TouchstoneCommands", "touchstone", argumentParser,
            ],
            exclude: ["Transcripts"], swiftSettings: settings),
        .testTarget(name: "LayoutTests", swiftSettings: settings),
        // measured and attacked, not shipped
        // its own package, Tests/Fuzz, runs libFuzzer on these
        .target(
            name: "FuzzedParsers",
            dependencies: [
                "AllianceNames", "CRDT", "CSV", "GS1", "JSON", "TransparencyLog", "Statements",
                "Roster", "Replication", "MergedView", "Evidence", "ProductAuthentication",
                "MarkRecognition", "ImageRecognition", "STIX", "TAXII", "EPCIS", "SignIn",
                "Casework", "Notices", "Complaints", "Screening", "Marketplaces", "Accounts",
                "Credentials",
                "Peering", "NodeAPI", "AllianceNode", "TouchstoneCommands", crypto, argumentParser,
            ],
            path: "Tests/Fuzz/Parsers", swiftSettings: settings),
        tests("FuzzedParsers", []),
        .target(
            name: "SupplyChainTraces", path: "Benchmarks/Traces", swiftSettings: settings),
        .target(
            name: "CloneTrial",
            dependencies: ["GS1", "ProductAuthentication", "SupplyChainTraces"],
            path: "Benchmarks/CloneTrial", swiftSettings: settings),
        .executableTarget(
            name: "touchstone-recognition-trial", dependencies: ["JSON", "MarkRecognition"],
            path: "Benchmarks/Recognition", swiftSettings: settings),
        .executableTarget(
            name: "touchstone-image-trial", dependencies: ["ImageRecognition"],
            path: "Benchmarks/Images", swiftSettings: settings),
        // What a judge of complaints may see stands apart from what is true, so that it cannot look.
        .target(
            name: "ComplaintEvents", dependencies: ["JSON"], path: "Benchmarks/ComplaintEvents",
            swiftSettings: settings),
        .target(
            name: "ComplaintYear", dependencies: ["ComplaintEvents", "JSON"],
            path: "Benchmarks/ComplaintYear", swiftSettings: settings),
        tests("ComplaintYear", ["ComplaintEvents", crypto]),
        // Knows what a node may see, and not the target that knows the truth.
        .target(
            name: "ComplaintJudging",
            dependencies: [
                "AllianceNames", "Statements", "Complaints", "ComplaintScoring",
                "MarkRecognition", "ImageRecognition", "ComplaintEvents",
            ],
            path: "Benchmarks/ComplaintJudging", swiftSettings: settings),
        tests("ComplaintJudging", ["ComplaintEvents", "ComplaintScoring", "ComplaintYear"]),
        .executableTarget(
            name: "touchstone-complaint-trial",
            dependencies: [
                "ComplaintEvents", "ComplaintYear", "ComplaintJudging", "ComplaintScoring", "JSON",
            ],
            path: "Benchmarks/Complaints", swiftSettings: settings),
        .executableTarget(
            name: "touchstone-benchmarks",
            dependencies: [
                "AllianceNames", "CRDT", "GS1", "JSON", "TransparencyLog", "Statements", "Roster",
                "Replication", "MergedView", "ProductAuthentication", "MarkRecognition",
                "ImageRecognition", "Screening", "Complaints", "Marketplaces", "SQLiteStore",
                "SignIn", "Credentials", "Peering", "NodeAPI", "AllianceNode", "HostilePeers",
                "SupplyChainTraces", "CloneTrial", grdb, crypto, logging, lifecycle, nioCore,
                nioPosix, nioSSL, nioTLS,
                unixSignals, x509, asn1,
            ],
            path: "Benchmarks",
            exclude: [
                "CloneTrial", "ComplaintEvents", "ComplaintJudging", "ComplaintYear", "Complaints",
                "Images", "Peers", "Recognition", "Traces",
            ],
            swiftSettings: settings),
    ]
)
