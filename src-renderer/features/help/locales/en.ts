/** Words of the help page. */
export const helpEn = {
  title: 'Help',
  keyboard: 'Keyboard',
  keyboardText: 'The keys that work on this screen. Press ? anywhere to see them.',
  questions: 'Frequent questions',
  begin: {
    question: 'Where do I begin?',
    answer:
      'Under Backup, prepare a repository, then create a job with the folders to protect and a time. Run it once by hand to see that it works.',
  },
  sheet: {
    question: 'How do I restore when this computer is gone?',
    answer:
      'Print the emergency sheet from the page of the repository and keep it elsewhere. With the place and the password you can restore with the restic command alone, without Kuraban.',
  },
  close: {
    question: 'Do backups stop when I close the window?',
    answer: 'No. The program stays in the tray and runs as scheduled. To quit, use the menu of the tray icon.',
  },
  verify: {
    question: 'What does verification do?',
    answer:
      'It reads the saved data again and makes sure that nothing is damaged. Run it once a month. Problems appear on the overview.',
  },
  password: {
    question: 'I forgot the password of a repository',
    answer:
      'Without the password nobody can read it. If it is registered in Kuraban, an administrator finds it on the emergency sheet.',
  },
} as const
