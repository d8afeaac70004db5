package import ArgumentParser

package struct AccountCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "account",
        abstract: "Accounts of rights holders at this platform.",
        discussion: """
            Who has no node files complaints through one. Changes count from the next request on, whether \
            or not the node is running.

            Example: touchstone account list --home platform
            """,
        subcommands: [
            AccountList.self, AccountShow.self, AccountInvite.self, AccountSendCode.self,
            AccountAccept.self, AccountChangeAddress.self, AccountEndRight.self,
            AccountSuspend.self, AccountResume.self, AccountClose.self,
        ])

    package init() {}
}
