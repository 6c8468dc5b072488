"""Job descriptions as they are pasted: invented, of several professions and languages."""

BACKEND = """Senior Backend Engineer (m/f/d)
Fjordline Logistics, Oslo

About us
We are a team of 60 and move parcels by boat. Founded in 2011, we love Rust and coffee.

What you'll do
- Own our booking services end to end
- Mentor two junior engineers

What you bring
• 8+ years of professional experience in software development
• 5+ years of Python, ideally with Django
• Strong knowledge of PostgreSQL and Kafka
• Hands-on experience with AWS, Azure or GCP
• 6+ years of Kubernetes
• MSc or BSc in Computer Science or a related field
• Fluent English; German at C1 level
• Excellent communication skills and a proactive attitude

Nice to have
• Terraform and Helm
• Experience in the railway industry
• Swedish

We offer
• 30 days of holiday, a pension and free coffee
• A budget for Rust conferences

Fjordline is an equal opportunity employer. All applicants are considered regardless of age.
"""

ICU = (
    "We are looking for a registered nurse for our emergency department in York. You must"
    " have at least five years of emergency care experience and a degree in nursing."
    " Advanced Life Support certification is essential. You should be confident with triage"
    " and have led a team of nurses. Fluent English is required; Polish would be an asset."
    " Experience with Epic is desirable but not essential. You are compassionate and a"
    " team player. We offer a pension scheme and 33 days of annual leave."
)

WARD_DE = """Stationsleitung Notaufnahme (w/m/d)
Klinikum am Wall

Ihre Aufgaben:
- Leitung des Pflegeteams
- Dienstplanung

Ihr Profil:
- Abgeschlossenes Studium der Pflege oder eine vergleichbare Qualifikation
- Mindestens drei Jahre Führungserfahrung
- Mehrjährige Berufserfahrung in der Notaufnahme
- Fließende Englischkenntnisse, gute Deutschkenntnisse
- Sicherer Umgang mit Excel
- Teamfähigkeit, Belastbarkeit und Einfühlungsvermögen
Von Vorteil:
- Führerschein Klasse B

Wir bieten:
- 30 Tage Urlaub
- Betriebliche Altersvorsorge
"""

NURSE_FR = """Infirmier(ère) aux urgences - CDI

Vos missions :
- Accueil des patients

Profil recherché :
- Diplôme en soins infirmiers
- Vous avez au moins 12 ans d'expérience
- Maîtrise d'Excel
- Anglais courant ; l'espagnol est un plus
- Esprit d'équipe et sens de l'organisation

Nous offrons :
- Mutuelle et tickets restaurant
"""

TEACHER_ES = """Profesora de violín
Requisitos:
- Experiencia mínima de 3 años como profesora de violín
- Título superior de música
- Neerlandés nativo y francés fluido
- Paciencia y buena comunicación
Se valorará:
- Experiencia en orquesta de cámara
- Carné de conducir
Ofrecemos:
- Contrato indefinido
"""

BACKEND_PT = """Vaga: Engenheiro(a) de Software

Responsabilidades
- Desenvolver serviços

Requisitos
- Pelo menos 5 anos de experiência em Python
- Conhecimentos de PostgreSQL e Kubernetes
- Inglês fluente
- Mestrado em Informática

Diferenciais
- Experiência com Kafka
- Espanhol

Benefícios
- Seguro de saúde
"""

DEVELOPER_DE = """Wir suchen ab sofort eine/n Softwareentwickler/in in Göteborg.
Das bringst du mit:
• Mindestens 5 Jahre Erfahrung mit Python
• Sehr gute Kenntnisse in Django oder Flask
• Erfahrung mit Kubernetes von Vorteil
• Du sprichst fließend Deutsch und Englisch
• COBOL ist zwingend erforderlich
• Eigeninitiative und strukturierte Arbeitsweise
Das bieten wir dir:
• Flache Hierarchien und ein Fahrrad
"""

ACCOUNTANT = """Management Accountant

Person specification
Essential:
1. ACCA or CIMA qualified
2. 3 years' experience of month end and IFRS
3. Advanced Excel
4. Driving licence
Desirable:
1. Experience of SAP
2. Python
Benefits:
1. Company car
"""

TASKS_ONLY = """Chamber orchestra seeks principal second violin.

Responsibilities:
- Lead the second violin section
- Prepare bowings
- Tour in Asia

To apply:
Please send your CV and a recording to the office.
"""
