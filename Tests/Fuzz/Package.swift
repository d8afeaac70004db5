// swift-tools-version:6.2
import PackageDescription

// libFuzzer on the parsers of bytes from outside (docs/fuzzing.md). A package of its own, so that it is
// built with coverage, and without sockets, TLS and databases: of the targets at the rim only the files
// that parse. The versions are those of the house (CorpusTests).

/// `make fuzz-check` builds the parsers only: whether what they take of the house is here.
let isChecked = Context.environment["TOUCHSTONE_FUZZ_CHECK"] != nil

/// Instrumented is what is ours; the dependencies are as they are.
let settings: [SwiftSetting] =
    [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
    ]
    // With the standard library's checks of unsafe buffers, which a release build leaves away.
    + (isChecked ? [] : [.unsafeFlags(["-sanitize=fuzzer,address", "-assert-config", "Debug"])])

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let protobuf = Target.Dependency.product(name: "SwiftProtobuf", package: "swift-protobuf")
let x509 = Target.Dependency.product(name: "X509", package: "swift-certificates")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let argumentParser = Target.Dependency.product(
    name: "ArgumentParser", package: "swift-argument-parser")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let asn1 = Target.Dependency.product(name: "SwiftASN1", package: "swift-asn1")

/// - Parameter files: all of the target's where nil.
func library(
    _ name: String, _ dependencies: [Target.Dependency], files: [String]? = nil,
    exclude: [String] = []
) -> Target {
    .target(
        name: name, dependencies: dependencies, path: "Sources/\(name)", exclude: exclude,
        sources: files, swiftSettings: settings)
}

let filesOfNodeAPI =
    ["PortAddress", "PortAddress+parsing", "RequestStream"].map { "Connection/\($0).swift" }
    + [
        "Accounts/AccountAction", "Accounts/AccountComplaintForm", "Accounts/AccountForm",
        "Accounts/HostedAccounts", "Audit/AuditNote",
        "Casework/CaseDescriptionForm", "Casework/CaseItemForm", "Complaints/ComplaintBody",
        "Complaints/ComplaintForm", "Complaints/ComplaintLink", "Complaints/ComplaintRows",
        "Complaints/EntryReference+path", "Complaints/EvidenceField", "Complaints/ListedItemLines",
        "Complaints/ListedTargets", "Complaints/ListingAddress", "Console/Forms/CheckedList",
        "Console/Forms/CheckedTable", "Console/Forms/ColumnGuess", "Console/Forms/FormDay",
        "Console/Forms/IdentifierLink", "Console/Forms/MultipartFields", "Console/Forms/SearchForm",
        "Console/Forms/SpreadsheetForm", "Console/Forms/SpreadsheetText", "EPCIS/EPCISVersions",
        "JSONValue+members", "Measures/MeasureBody", "Measures/MeasureForm",
        "Measures/MeasureParty", "Measures/NewMeasure", "Negotiation/DeskLanguage",
        "Negotiation/LanguageChoice", "Negotiation/MediaRanges", "Negotiation/MediaTypeField",
        "Pages/HTML", "REST/CaseBody", "REST/CaseItemBody", "REST/Description/JSONSchema",
        "REST/IdempotencyKey", "REST/IndicatorSearch", "REST/KeyedRequest", "REST/NDJSONLines",
        "REST/RESTBody", "REST/RESTParameter", "REST/RESTQuery", "REST/ReportBody",
        "REST/StatementBodies", "Resolver/DeskLink", "Resolver/LinkType", "Rights/MarkInText",
        "Routing/DeskAnswer", "Routing/DeskCaller", "Routing/DeskMethod", "Routing/DeskRequest",
        "Routing/PathPattern", "Routing/RequestTarget", "SignIn/CrossSite", "SignIn/FormFields",
        "SignIn/SessionCookie", "SignIn/SignInPath", "Verification/GLN",
        "Verification/VerificationPolicy", "Verification/VerificationRequest",
    ].map { "DeskPort/\($0).swift" }

let filesOfAllianceNode = [
    "Backup/BackupError", "Backup/BackupManifest", "Backup/EvidenceList",
    "Configuration/CollectionReach", "Configuration/ConfigurationFile",
    "Configuration/ConfigurationSources",
    "Configuration/NodeConfiguration", "Configuration/NodeSetting", "Contacts/BlindSet",
    "Desk/LinkTable", "Desk/VerificationPolicies",
    "Logging/LogFormat", "Recovery/Handover", "Recovery/HomeStanding", "Recovery/RecoveryError",
].map { "\($0).swift" }

let filesOfCommands = [
    "Indicator/Import/CSVReports", "Indicator/Import/LineReports", "Indicator/Import/ReportRow",
    "Indicator/Import/STIXReports", "Recognise/TextLines", "Surface/CommandError",
    "Surface/MomentText", "Surface/NamedCase+option", "Surface/ReportOptions",
    "Surface/TLPOption",
].map { "\($0).swift" }

let package = Package(
    name: "touchstone-fuzz",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", exact: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", exact: "1.21.1"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-protobuf", exact: "1.39.0"),
    ],
    targets: [
        library("AllianceNames", []),
        library("CivilTime", []),
        library("GS1", ["CivilTime"], exclude: ["Dictionary/Tables/generate.py"]),
        library("CSV", [], exclude: ["Encoding/Tables/generate.py"]),
        library("JSON", []),
        library("CRDT", []),
        library("TransparencyLog", [crypto]),
        library(
            "Statements", ["AllianceNames", "GS1", "TransparencyLog", crypto, protobuf],
            exclude: ["Schema/statements.proto", "Unicode/Tables/generate.py"]),
        library(
            "Roster",
            ["AllianceNames", "CivilTime", "GS1", "JSON", "TransparencyLog", "Statements"]),
        library(
            "MarkRecognition", ["AllianceNames", "JSON", "Statements"],
            exclude: ["Context/Tables/generate.py", "Text/Tables/generate.py"]),
        library(
            "Replication", ["AllianceNames", "TransparencyLog", "Statements", "Roster", crypto]),
        library(
            "MergedView",
            [
                "AllianceNames", "CRDT", "GS1", "TransparencyLog", "Statements", "Roster",
                "Replication", "MarkRecognition", crypto,
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
        library(
            "EPCIS",
            ["CivilTime", "GS1", "JSON", "TransparencyLog", "Statements", "ProductAuthentication"]),
        library(
            "SignIn",
            ["AllianceNames", "GS1", "JSON", "TransparencyLog", "Statements", crypto, cryptoExtras]),
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
            "Screening",
            [
                "AllianceNames", "CRDT", "GS1", "JSON", "Statements", "MergedView",
                "MarkRecognition", "ImageRecognition",
            ]),
        library(
            "Marketplaces",
            [
                "AllianceNames", "JSON", "TransparencyLog", "Statements", "Roster", "Notices",
                "Complaints",
            ]),
        library(
            "Accounts",
            ["AllianceNames", "TransparencyLog", "Statements", "Notices", "Complaints"]),
        library(
            "Credentials", ["AllianceNames", "TransparencyLog", "Roster", crypto, x509, asn1]),
        library(
            "Peering", ["Roster", "Replication"],
            files: ["PeerProblem.swift", "PeerProxy.swift", "PeeringError.swift"]),
        library(
            "NodeAPI",
            [
                "AllianceNames", "CRDT", "CSV", "GS1", "JSON", "TransparencyLog", "Statements",
                "Roster", "MergedView", "MarkRecognition", "ProductAuthentication", "EPCIS",
                "SignIn", "AuditTrail", "Casework", "Notices", "Complaints", "Accounts", "Peering",
            ], files: filesOfNodeAPI),
        library(
            "AllianceNode",
            [
                "AllianceNames", "CSV", "GS1", "JSON", "TransparencyLog", "Statements", "Roster",
                "Replication", "ProductAuthentication", "AuditTrail", "Casework", "Notices",
                "Credentials", "Peering", "NodeAPI", logging, crypto,
            ], files: filesOfAllianceNode),
        library(
            "TouchstoneCommands",
            ["AllianceNames", "CivilTime", "CSV", "Roster", "Statements", "STIX", argumentParser],
            files: filesOfCommands),
        .target(
            name: "FuzzedParsers",
            dependencies: [
                "AllianceNames", "CRDT", "CSV", "GS1", "JSON", "TransparencyLog", "Statements",
                "Roster", "Replication", "MergedView", "Evidence", "ProductAuthentication",
                "MarkRecognition", "ImageRecognition", "STIX", "TAXII", "EPCIS", "SignIn",
                "AuditTrail", "Casework", "Notices", "Complaints", "Screening", "Marketplaces",
                "Accounts", "Credentials",
                "Peering", "NodeAPI", "AllianceNode", "TouchstoneCommands", crypto,
                argumentParser,
            ],
            path: "Parsers", swiftSettings: settings),
        .target(name: "LibFuzzer", path: "LibFuzzer"),
        .executableTarget(
            name: "touchstone-fuzz", dependencies: ["FuzzedParsers", "LibFuzzer"],
            path: "Driver", swiftSettings: settings,
            linkerSettings: [
                .unsafeFlags(["-sanitize=address", "-use-ld=lld"]), .linkedLibrary("stdc++"),
                .linkedLibrary("m"),
            ]),
    ]
)
